(* Sessions: request bytes in, answer bytes out, for any policy of the store. An empty line gets no
   answer (REQ-ERR-5), every other line one. The client's side is here too: what it writes for a
   batch, and what it makes of the bytes that come back. *)
From Eardrum Require Export Store.

(* What a server does with its rows: given the puts in order and the query. *)
Definition policy := list sample -> bytes -> list sample.

(* One line with its LF. The store is the list of all puts, in order. *)
Definition serve_line (p : policy) (store : list sample) (l : bytes) : list sample * bytes :=
  if same l [LF] then (store, []) else
  match decode_request l with
  | Accepted (Put s) => (store ++ [s], encode_response (Ok []))
  | Accepted (Get q) => (store, encode_response (Ok (p store q)))
  | Refused _ => (store, encode_response Error)
  end.

Fixpoint serve_lines (p : policy) (store : list sample) (ls : list bytes) : list sample * bytes :=
  match ls with
  | [] => (store, [])
  | l :: r =>
      let (store', out) := serve_line p store l in
      let (store'', out') := serve_lines p store' r in
      (store'', out ++ out')
  end.

(* The whole input of one connection in segments; an unterminated last line is discarded. *)
Definition serve (p : policy) (store : list sample) (segments : list bytes) : list sample * bytes :=
  serve_lines p store (fst (feed Line [] segments)).

(* The abstract run: no bytes at all. *)
Fixpoint run (p : policy) (store : list sample) (rs : list request) : list response :=
  match rs with
  | [] => []
  | Put s :: r => Ok [] :: run p (store ++ [s]) r
  | Get q :: r => Ok (p store q) :: run p store r
  end.

Definition client_sends (rs : list request) : bytes := concat (map encode_request rs).
Definition client_reads (segments : list bytes) : list (result response) :=
  map decode_response (fst (feed Response [] segments)).
