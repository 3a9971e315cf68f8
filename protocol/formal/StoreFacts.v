(* Facts of the store: the checker decides the relation, and both policies keep to it. *)
From Eardrum Require Import BytesFacts.
From Eardrum Require Export Store.

Theorem check_sound_and_complete puts q rows : check puts q rows = true <-> allowed puts q rows.
Proof.
  unfold check, allowed. rewrite !andb_true_iff, !forallb_forall. split.
  - intros [[A B] C]. split; [exact A|]. split.
    + intros r R. apply Z.leb_le, B, R.
    + intros p P M. specialize (C p P). rewrite M in C. now apply existsb_exists in C.
  - intros (A & B & C). split; [split; [exact A|]|].
    + intros r R. apply Z.leb_le, B, R.
    + intros p P. destruct (matches q p) eqn:M; [|easy]. now apply existsb_exists, C.
Qed.

Lemma same_slot_refl s : same_slot s s = true.
Proof. unfold same_slot. now rewrite same_refl, Z.eqb_refl. Qed.

Lemma same_slot_eq a b : same_slot a b = true <-> key a = key b /\ time a = time b.
Proof. unfold same_slot. now rewrite andb_true_iff, same_iff, Z.eqb_eq. Qed.

Lemma matches_slot q a b : same_slot a b = true -> matches q a = matches q b.
Proof. rewrite same_slot_eq. unfold matches. now intros [-> _]. Qed.

Lemma copies_filter s f l : copies s (filter f l) <= copies s l.
Proof.
  unfold copies. induction l as [|x l IH]; cbn; [lia|].
  destruct (f x); cbn; destruct (same_sample s x); rewrite ?len_cons; lia.
Qed.

Theorem keep_all_allowed puts q : allowed puts q (answer keep_all puts q).
Proof.
  unfold answer, keep_all. split; [|split].
  - intros r R. now apply filter_In in R.
  - intros r _. apply copies_filter.
  - intros p P M. exists p. split; [now apply filter_In|apply same_slot_refl].
Qed.

Lemma copies_last_wins s puts : copies s (last_wins puts) <= copies s puts.
Proof.
  unfold copies. induction puts as [|p r IH]; cbn; [lia|].
  destruct (existsb (same_slot p) r); cbn; destruct (same_sample s p); rewrite ?len_cons; lia.
Qed.

Lemma last_wins_slots puts : forall p, In p puts ->
  exists r, In r (last_wins puts) /\ same_slot p r = true.
Proof.
  induction puts as [|x l IH]; intros p P; [easy|]. cbn [last_wins].
  destruct P as [->|P].
  - destruct (existsb (same_slot p) l) eqn:E; [|exists p; split; [now left|apply same_slot_refl]].
    apply existsb_exists in E as (y & Y & S). destruct (IH y Y) as (z & Z & T). exists z.
    split; [easy|]. rewrite same_slot_eq in *. intuition congruence.
  - destruct (IH p P) as (z & Z & T). exists z. split; [|easy].
    destruct (existsb (same_slot x) l); [easy|now right].
Qed.

Theorem last_wins_allowed puts q : allowed puts q (answer last_wins puts q).
Proof.
  unfold answer. split; [|split].
  - intros r R. now apply filter_In in R.
  - intros r _. eapply Z.le_trans; [apply copies_filter|apply copies_last_wins].
  - intros p P M. destruct (last_wins_slots puts p P) as (r & R & S). exists r. split; [|easy].
    apply filter_In. split; [easy|]. now rewrite <- (matches_slot q p r S).
Qed.

(* Of one slot, the last put is what is kept, and once. *)
Theorem last_write_wins before s after :
  (forall x, In x after -> same_slot s x = false) ->
  In s (last_wins (before ++ s :: after)) /\
  forall r, In r (last_wins (before ++ s :: after)) -> same_slot s r = true -> r = s.
Proof.
  intros A. assert (forall l r, In r (last_wins l) -> In r l) as Sub.
  { induction l as [|x l IH]; intros r; [easy|]. cbn. destruct (existsb _ l); intros R.
    - right. now apply IH.
    - destruct R; [now left|right; now apply IH]. }
  assert (existsb (same_slot s) after = false) as E.
  { destruct (existsb (same_slot s) after) eqn:E; [|easy]. apply existsb_exists in E as (x & X & S).
    now rewrite (A x X) in S. }
  induction before as [|x l IH]; cbn [app last_wins].
  - rewrite E. split; [now left|]. intros r [<-|R] S; [easy|]. apply Sub in R.
    now rewrite (A r R) in S.
  - destruct IH as [I U]. destruct (existsb (same_slot x) (l ++ s :: after)) eqn:X; [easy|].
    split; [now right|]. intros r [->|R] S; [|now apply U]. exfalso.
    assert (existsb (same_slot r) (l ++ s :: after) = true) as Y; [|congruence].
    apply existsb_exists. exists s. split; [apply in_or_app; right; now left|].
    rewrite same_slot_eq in *. intuition congruence.
Qed.

(* ---- The reference's order ---- *)

Lemma insert_in s l x : In x (insert s l) <-> x = s \/ In x l.
Proof.
  induction l as [|y l IH]; cbn; [intuition|]. destruct (before s y); cbn; [intuition|].
  rewrite IH. intuition.
Qed.

Lemma sort_in l x : In x (sort l) <-> In x l.
Proof.
  unfold sort. induction l as [|y l IH]; cbn; [easy|]. rewrite insert_in, IH. intuition.
Qed.

Lemma copies_sort s l : copies s (sort l) = copies s l.
Proof.
  unfold sort. induction l as [|y l IH]; [easy|]. cbn [fold_right].
  transitivity (copies s (y :: fold_right insert [] l)).
  - generalize (fold_right insert [] l). clear. unfold copies. induction l as [|x l IH]; [easy|].
    cbn [insert]. destruct (before y x); [easy|]. cbn [filter] in *.
    destruct (same_sample s x), (same_sample s y); rewrite ?len_cons in *; lia.
  - unfold copies in *. cbn [filter]. destruct (same_sample s y); rewrite ?len_cons; lia.
Qed.

Lemma key_before_opp a b : key_before b a = CompOpp (key_before a b).
Proof.
  revert b; induction a as [|x a IH]; intros [|y b]; try easy. cbn.
  rewrite Z.compare_antisym. now destruct (code x ?= code y); cbn.
Qed.

Lemma before_total a b : before a b = false -> before b a = true.
Proof.
  unfold before. rewrite (key_before_opp (key a) (key b)).
  destruct (key_before (key a) (key b)); cbn; try easy. rewrite Z.leb_gt, Z.leb_le. lia.
Qed.

Fixpoint in_order (l : list sample) : Prop :=
  match l with
  | x :: (y :: _) as r => before x y = true /\ in_order r
  | _ => True
  end.

Lemma insert_in_order s l : in_order l -> in_order (insert s l).
Proof.
  induction l as [|x [|y l] IH]; intros O; cbn [insert].
  - easy.
  - destruct (before s x) eqn:B; cbn; [easy|]. split; [now apply before_total|easy].
  - destruct (before s x) eqn:B; [easy|]. destruct O as [O1 O2]. specialize (IH O2).
    cbn [insert] in *. destruct (before s y) eqn:C; [|easy].
    split; [now apply before_total|easy].
Qed.

(* The rows of the reference are in the order of keys, then times. *)
Theorem last_write_wins_in_time_order puts q : in_order (reference_rows puts q).
Proof.
  unfold reference_rows, sort. induction (answer last_wins puts q) as [|s l IH]; [easy|].
  now apply insert_in_order.
Qed.

Theorem reference_allowed puts q : allowed puts q (reference_rows puts q).
Proof.
  destruct (last_wins_allowed puts q) as (A & B & C). unfold reference_rows. split; [|split].
  - intros r R. rewrite sort_in in R. now apply A.
  - intros r R. rewrite sort_in in R. rewrite copies_sort. now apply B.
  - intros p P M. destruct (C p P M) as (r & R & S). exists r. now rewrite sort_in.
Qed.

(* get * is the union of the gets of single keys, under every policy. *)
Theorem star_is_union policy puts s : key s <> star ->
  In s (answer policy puts star) <-> exists k, k <> star /\ In s (answer policy puts k).
Proof.
  intros K. unfold answer, matches. split.
  - intros H. apply filter_In in H as [H _]. exists (key s). split; [easy|].
    apply filter_In. split; [easy|]. now rewrite (same_refl (key s)), orb_true_r.
  - intros (k & _ & H). apply filter_In in H as [H _]. now apply filter_In.
Qed.
