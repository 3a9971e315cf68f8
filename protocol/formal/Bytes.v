(* Bytes, words and frames. A message is cut out of a stream by its end marker alone: LF for a
   request, LF LF for a response. The framer is an automaton that takes one byte at a time, so how
   a stream was segmented cannot matter; what is left to prove is that it loses no byte, and that
   it finds exactly the messages that were sent. Meaning is left to Messages.v. *)
From Coq Require Export Bool ZArith Lia String Strings.Byte List.
Export ListNotations.
Open Scope Z_scope.
Open Scope list_scope.

Definition bytes := list byte.
Definition str : string -> bytes := list_byte_of_string.

Definition LF := x0a.
Definition SP := x20.

Definition code (b : byte) : Z := Z.of_N (Byte.to_N b).
Definition len {A} (l : list A) : Z := Z.of_nat (length l).

Definition between (low high : Z) (b : byte) : bool := (low <=? code b) && (code b <=? high).
Definition is_digit := between 48 57.
Definition is_control (b : byte) : bool := (code b <? 32) || (code b =? 127).
Definition is_printable := between 32 126.
Definition is_key_byte (b : byte) : bool := negb (Byte.eqb b SP) && negb (is_control b).
Definition is_core_key_byte (b : byte) : bool :=
  is_digit b || between 65 90 b || between 97 122 b ||
  existsb (Byte.eqb b) (str "._-").
Definition lower (b : byte) : byte :=
  if between 65 90 b
  then match Byte.of_N (Byte.to_N b + 32) with Some c => c | None => b end else b.

Fixpoint same (a b : bytes) : bool :=
  match a, b with
  | [], [] => true
  | x :: a', y :: b' => Byte.eqb x y && same a' b'
  | _, _ => false
  end.

Fixpoint starts_with (p l : bytes) : bool :=
  match p, l with
  | [], _ => true
  | x :: p', y :: l' => Byte.eqb x y && starts_with p' l'
  | _, [] => false
  end.

Definition empty {A} (l : list A) : bool := match l with [] => true | _ => false end.

(* ---- Words: what stands between single blanks; empty where blanks meet. ---- *)

Fixpoint words (l : bytes) : list bytes :=
  match l with
  | [] => [[]]
  | b :: r =>
      if Byte.eqb b SP then [] :: words r
      else match words r with w :: ws => (b :: w) :: ws | [] => [[b]] end
  end.

Fixpoint join (ws : list bytes) : bytes :=
  match ws with
  | [] => []
  | [w] => w
  | w :: r => w ++ SP :: join r
  end.

(* ---- Framing ---- *)

Inductive marker := Line | Response.

(* Whether a message ends here; the bytes come last one first. *)
Definition ends (m : marker) (reversed : bytes) : bool :=
  match m, reversed with
  | Line, b :: _ => Byte.eqb b LF
  | Response, b :: c :: _ => Byte.eqb b LF && Byte.eqb c LF
  | _, _ => false
  end.

(* The framer's state is the unfinished message, last byte first. *)
Fixpoint frames (m : marker) (state : bytes) (input : bytes) : list bytes * bytes :=
  match input with
  | [] => ([], state)
  | b :: r =>
      if ends m (b :: state)
      then let (fs, rest) := frames m [] r in (rev (b :: state) :: fs, rest)
      else frames m (b :: state) r
  end.

(* A stream in segments: each is fed as it arrives. *)
Fixpoint feed (m : marker) (state : bytes) (segments : list bytes) : list bytes * bytes :=
  match segments with
  | [] => ([], state)
  | s :: r =>
      let (fs, state') := frames m state s in
      let (fs', rest) := feed m state' r in
      (fs ++ fs', rest)
  end.

(* Exactly one message and nothing else. *)
Definition one_frame (m : marker) (l : bytes) : bool :=
  match frames m [] l with ([_], []) => true | _ => false end.
