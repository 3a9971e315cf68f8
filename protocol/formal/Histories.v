(* Concurrent histories. A run is linearizable if its operations can be put in one order that keeps
   real time and in which every get returns the matching puts before it. Then four conditions hold on
   intervals alone, which a test can check without knowing the order (REQ-CON-3, REQ-CON-4): nothing
   is seen before it was sent, what was acknowledged is seen, reads grow, snapshots nest. Samples are
   taken to be unique, as a test makes them. *)
From Eardrum Require Import Store.

Inductive action := Putting (s : sample) | Getting (q : bytes) (rows : list sample).
(* Invoked at `from`, answered at `upto`. *)
Record operation := Operation { what : action; from : Z; upto : Z }.

Definition put_before (earlier : list operation) (s : sample) : Prop :=
  exists p, In p earlier /\ what p = Putting s.

(* Each get returns exactly the matching puts before it. *)
Definition legal (order : list operation) : Prop :=
  forall a g b q rows, order = a ++ g :: b -> what g = Getting q rows ->
  forall s, In s rows <-> matches q s = true /\ put_before a s.

(* Whoever was answered before another began comes before it. *)
Definition real_time (order : list operation) : Prop :=
  forall a x b y c, order = a ++ x :: b ++ y :: c -> ~ upto y < from x.

Definition linearization (order : list operation) : Prop :=
  legal order /\ real_time order /\ forall x, In x order -> from x <= upto x.

Lemma order_of (l : list operation) x y : In x l -> In y l -> x = y \/
  (exists a b c, l = a ++ x :: b ++ y :: c) \/ (exists a b c, l = a ++ y :: b ++ x :: c).
Proof.
  intros X Y. apply in_split in X as (a & b & ->).
  apply in_app_or in Y as [Y|[Y|Y]]; [right; right| now left | right; left].
  - apply in_split in Y as (c & d & ->). exists c, d, b. now rewrite <- app_assoc.
  - apply in_split in Y as (c & d & ->). now exists a, c, d.
Qed.

Section Conditions.
  Variable order : list operation.
  Hypothesis L : linearization order.

  Theorem nothing_is_seen_before_it_was_sent g q rows s :
    In g order -> what g = Getting q rows -> In s rows ->
    exists p, In p order /\ what p = Putting s /\ from p <= upto g.
  Proof.
    destruct L as (Le & Re & _). intros G W R. apply in_split in G as (a & b & E).
    destruct (proj1 (Le a g b q rows E W s) R) as (_ & p & P & Wp). exists p.
    apply in_split in P as (c & d & ->). rewrite <- app_assoc in E. cbn in E.
    pose proof (Re c p d g b E). rewrite E. repeat split; [|easy|lia].
    apply in_or_app. right. now left.
  Qed.

  Theorem what_was_acknowledged_is_seen p g s q rows :
    In p order -> In g order -> what p = Putting s -> what g = Getting q rows ->
    matches q s = true -> upto p < from g -> In s rows.
  Proof.
    destruct L as (Le & Re & _). intros P G Wp Wg M T.
    destruct (order_of order p g P G) as [->|[(a & b & c & E)|(a & b & c & E)]].
    - congruence.
    - apply (Le (a ++ p :: b) g c q rows); [now rewrite <- app_assoc|easy|].
      split; [easy|]. exists p. split; [|easy]. apply in_or_app. right. now left.
    - exfalso. now apply (Re a g b p c E).
  Qed.

  Lemma later_sees_more a g b h c q rows rows' s :
    order = a ++ g :: b ++ h :: c -> what g = Getting q rows -> what h = Getting q rows' ->
    In s rows -> In s rows'.
  Proof.
    destruct L as (Le & _). intros E Wg Wh R.
    destruct (proj1 (Le a g _ q rows E Wg s) R) as (M & p & P & Wp).
    apply (Le (a ++ g :: b) h c q rows'); [now rewrite <- app_assoc|easy|].
    split; [easy|]. exists p. split; [|easy]. apply in_or_app. now left.
  Qed.

  Theorem reads_grow g h q rows rows' s :
    In g order -> In h order -> what g = Getting q rows -> what h = Getting q rows' ->
    upto g < from h -> In s rows -> In s rows'.
  Proof.
    intros G H Wg Wh T R.
    destruct (order_of order g h G H) as [->|[(a & b & c & E)|(a & b & c & E)]].
    - congruence.
    - now apply (later_sees_more a g b h c q rows rows').
    - exfalso. destruct L as (_ & Re & _). now apply (Re a h b g c E).
  Qed.

  Theorem snapshots_nest g h q rows rows' :
    In g order -> In h order -> what g = Getting q rows -> what h = Getting q rows' ->
    (forall s, In s rows -> In s rows') \/ (forall s, In s rows' -> In s rows).
  Proof.
    intros G H Wg Wh. destruct (order_of order g h G H) as [->|[(a & b & c & E)|(a & b & c & E)]].
    - left. intros s. congruence.
    - left. intros s. now apply (later_sees_more a g b h c q rows rows').
    - right. intros s. now apply (later_sees_more a h b g c q rows' rows).
  Qed.
End Conditions.
