(* Every byte example of the source text, and of SPEC.md's table of values where they are few, as a
   checked fact: computed by the model, not proved by hand. *)
From Eardrum Require Import Sessions.

Definition line (s : string) : bytes := str s ++ [LF].
Definition palm : bytes := str "palm.cpu".
Definition ten_point_six := Binary64 false 5967269506265907 1025.
Definition ten_point_five := Binary64 false 5910974510923776 1025.
Definition fifteen_point_three := Binary64 false 8613134287346074 1025.

(* put palm.cpu 10.6 1501864247 *)
Example source_put : decode_request (line "put palm.cpu 10.6 1501864247") =
  Accepted (Put (Sample palm 1501864247 ten_point_six)).
Proof. vm_compute. reflexivity. Qed.
Example source_put_bytes :
  encode_request (Put (Sample palm 1501864247 ten_point_six)) = line "put palm.cpu 10.6 1501864247".
Proof. vm_compute. reflexivity. Qed.
Example source_put_zone : line_zone (str "put palm.cpu 10.6 1501864247") = MustAccept.
Proof. vm_compute. reflexivity. Qed.

(* ok\n\n, to put and to a get that finds nothing *)
Example source_ok : encode_response (Ok []) = str "ok" ++ [LF; LF].
Proof. reflexivity. Qed.
Example source_ok_read : decode_response (str "ok" ++ [LF; LF]) = Accepted (Ok []).
Proof. vm_compute. reflexivity. Qed.

(* error\nwrong command\n\n *)
Example source_error : encode_response Error = line "error" ++ line "wrong command" ++ [LF].
Proof. reflexivity. Qed.
Example source_error_read :
  decode_response (line "error" ++ line "wrong command" ++ [LF]) = Accepted Error.
Proof. vm_compute. reflexivity. Qed.

(* get <key>, get * *)
Example source_get : decode_request (line "get palm.cpu") = Accepted (Get palm).
Proof. vm_compute. reflexivity. Qed.
Example source_get_star : decode_request (line "get *") = Accepted (Get star).
Proof. vm_compute. reflexivity. Qed.

(* ok\npalm.cpu 10.5 1501864247\neardrum.cpu 15.3 1501864259\n\n *)
Definition source_rows : list sample :=
  [Sample palm 1501864247 ten_point_five;
   Sample (str "eardrum.cpu") 1501864259 fifteen_point_three].
Definition source_answer : bytes :=
  line "ok" ++ line "palm.cpu 10.5 1501864247" ++ line "eardrum.cpu 15.3 1501864259" ++ [LF].
Example source_rows_read : decode_response source_answer = Accepted (Ok source_rows).
Proof. vm_compute. reflexivity. Qed.
Example source_rows_bytes : encode_response (Ok source_rows) = source_answer.
Proof. vm_compute. reflexivity. Qed.
(* Its rows are not in the order of the names, and it is allowed all the same. *)
Example source_rows_allowed : check source_rows star source_rows = true.
Proof. vm_compute. reflexivity. Qed.

(* The bits that IEEE 754 gives to 10.6. *)
Example bits_of_ten_point_six : bits ten_point_six = 0x4025333333333333.
Proof. vm_compute. reflexivity. Qed.

(* A whole dialogue, cut in the middle of a line. *)
Example dialogue :
  snd (serve reference_rows [] [str "put palm.cpu 10.6 150186"; line "4247" ++ str "get pa";
    line "lm.cpu" ++ line "get wrong command test" ++ [LF]]) =
  str "ok" ++ [LF; LF] ++ line "ok" ++ line "palm.cpu 10.6 1501864247" ++ [LF] ++ error_bytes.
Proof. vm_compute. reflexivity. Qed.
