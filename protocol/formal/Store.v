(* What a server may answer to get, as a relation: it says what every conforming server has in
   common and no more (REQ-PUT-17, REQ-GET-4, REQ-GET-5, REQ-GET-11, REQ-GET-13). A checker decides
   it; a server that keeps all and one whose last write wins both satisfy it. Zeros of either sign
   are one value here, as they are to whoever judges strangers. *)
From Eardrum Require Export Messages.

(* A query is a key, or * for all. *)
Definition matches (q : bytes) (s : sample) : bool := same q star || same q (key s).

Definition wire (v : b64) : b64 := if mantissa v =? 0 then Binary64 false 0 0 else v.
Definition same_b64 (a b : b64) : bool :=
  Bool.eqb (negative a) (negative b) && (mantissa a =? mantissa b) && (shift a =? shift b).
Definition same_slot (a b : sample) : bool := same (key a) (key b) && (time a =? time b).
Definition same_sample (a b : sample) : bool :=
  same_slot a b && same_b64 (wire (value a)) (wire (value b)).
Definition copies (s : sample) (l : list sample) : Z := len (filter (same_sample s) l).

(* `puts` were acknowledged, in any order; `rows` came back. *)
Definition allowed (puts : list sample) (q : bytes) (rows : list sample) : Prop :=
  (forall r, In r rows -> matches q r = true) /\
  (forall r, In r rows -> copies r rows <= copies r puts) /\
  (forall p, In p puts -> matches q p = true -> exists r, In r rows /\ same_slot p r = true).

Definition check (puts : list sample) (q : bytes) (rows : list sample) : bool :=
  forallb (matches q) rows &&
  forallb (fun r => copies r rows <=? copies r puts) rows &&
  forallb (fun p => negb (matches q p) || existsb (same_slot p) rows) puts.

(* ---- Two policies; puts are given in the order in which they came ---- *)

Definition keep_all (puts : list sample) : list sample := puts.

Fixpoint last_wins (puts : list sample) : list sample :=
  match puts with
  | [] => []
  | p :: r => if existsb (same_slot p) r then last_wins r else p :: last_wins r
  end.

(* Keys in the order of their bytes, then times: how the reference orders its rows. *)
Fixpoint key_before (a b : bytes) : comparison :=
  match a, b with
  | [], [] => Eq
  | [], _ => Lt
  | _, [] => Gt
  | x :: a', y :: b' => match code x ?= code y with Eq => key_before a' b' | c => c end
  end.
Definition before (a b : sample) : bool :=
  match key_before (key a) (key b) with Lt => true | Eq => time a <=? time b | Gt => false end.
Fixpoint insert (s : sample) (l : list sample) : list sample :=
  match l with
  | [] => [s]
  | x :: r => if before s x then s :: l else x :: insert s r
  end.
Definition sort (l : list sample) : list sample := fold_right insert [] l.

Definition answer (policy : list sample -> list sample) (puts : list sample) (q : bytes) :=
  filter (matches q) (policy puts).
Definition reference_rows (puts : list sample) (q : bytes) : list sample :=
  sort (answer last_wins puts q).
