(* The exact condition on concurrent histories of unique samples (REQ-CON-3, REQ-CON-4). The four
   conditions of Histories.v hold of each linearizable run, but they do not imply that a run is one
   (`missed`). Here `must y x` says that y comes before x in each order that explains the answers:
   because of real time, because x shows the sample of y, or because y asked for the sample of x and
   does not show it. A history has an order that explains it if and only if it is sound (a row is of
   a put that there was, and matches) and `greedy`, which always takes an operation that nothing has
   to come before, reaches the end: that is, if `must` has no cycle. *)
From Eardrum Require Import StoreFacts Histories.
From Coq Require Import Permutation.

Lemma b64_eq_dec (a b : b64) : {a = b} + {a <> b}.
Proof. decide equality; auto using Z.eq_dec, bool_dec. Defined.
Lemma sample_eq_dec (a b : sample) : {a = b} + {a <> b}.
Proof. decide equality; [apply b64_eq_dec|apply Z.eq_dec|apply (list_eq_dec byte_eq_dec)]. Defined.
Definition has (s : sample) (l : list sample) : bool := if in_dec sample_eq_dec s l then true else false.
Lemma has_in s l : has s l = true <-> In s l.
Proof. unfold has. destruct (in_dec sample_eq_dec s l); intuition discriminate. Qed.

(* y has to come before x. *)
Definition must (y x : operation) : bool :=
  (upto y <? from x) ||
  match what y, what x with
  | Putting s, Getting q rows => has s rows
  | Getting q rows, Putting s => matches q s && negb (has s rows)
  | _, _ => false
  end.

Fixpoint respects (order : list operation) : Prop :=
  match order with
  | [] => True
  | x :: r => (forall y, In y r -> must y x = false) /\ respects r
  end.

(* What each operation shows by itself, and with the puts that there are. *)
Definition sound (ops : list operation) : Prop := forall x, In x ops -> from x <= upto x /\
  forall q rows, what x = Getting q rows -> forall s, In s rows -> matches q s = true /\ put_before ops s.

(* No sample is put twice. *)
Definition unique (ops : list operation) : Prop :=
  forall a p b p' c s, ops = a ++ p :: b ++ p' :: c -> what p = Putting s -> what p' = Putting s -> False.

Lemma respects_split order : respects order <->
  forall a x b y c, order = a ++ x :: b ++ y :: c -> must y x = false.
Proof.
  induction order as [|z r IH]; cbn [respects].
  - split; [intros _ [] ? ? ? ?; discriminate|easy].
  - rewrite IH. split.
    + intros [H R] [|w a] x b y c E; injection E as -> E.
      * apply H. rewrite E. apply in_or_app. right. now left.
      * now apply (R a x b y c).
    + intros H. split.
      * intros y Y. apply in_split in Y as (b & c & ->). now apply (H [] z b y c).
      * intros a x b y c ->. now apply (H (z :: a) x b y c).
Qed.

Lemma linearization_respects order : unique order ->
  linearization order <-> sound order /\ respects order.
Proof.
  intros U. split.
  - intros (Le & Re & I). split.
    + intros g G. split; [now apply I|]. intros q rows W s R. apply in_split in G as (a & b & E).
      destruct (proj1 (Le a g b q rows E W s) R) as [M (p & P & Wp)]. split; [easy|]. exists p. split; [|easy].
      rewrite E. apply in_or_app. now left.
    + apply respects_split. intros a x b y c E. unfold must. apply orb_false_iff. split.
      * apply Z.ltb_ge. pose proof (Re a x b y c E). lia.
      * destruct (what y) as [s|q rows] eqn:Wy, (what x) as [s'|q' rows'] eqn:Wx; try easy.
        -- destruct (has s rows') eqn:H; [|easy]. exfalso. apply has_in in H.
           destruct (proj1 (Le a x _ q' rows' E Wx s) H) as [_ (p & P & Wp)].
           apply in_split in P as (a1 & a2 & ->). apply (U a1 p (a2 ++ x :: b) y c s); [|easy|easy].
           rewrite E. repeat (rewrite <- app_assoc; cbn [app]). reflexivity.
        -- destruct (matches q s') eqn:M; [|easy]. destruct (has s' rows) eqn:H; [easy|]. exfalso.
           assert (In s' rows) as R; [|apply has_in in R; congruence].
           apply (Le (a ++ x :: b) y c q rows); [now rewrite <- app_assoc|easy|]. split; [easy|].
           exists x. split; [|easy]. apply in_or_app. right. now left.
  - intros [S R]. rewrite respects_split in R. split; [|split].
    + intros a g b q rows E W s. assert (In g order) as G by (rewrite E; apply in_or_app; right; now left).
      destruct (S g G) as [_ Sg]. split.
      * intros H. destruct (Sg q rows W s H) as [M (p & P & Wp)]. split; [easy|].
        rewrite E in P. apply in_app_or in P as [P|[P|P]]; [now exists p|congruence|].
        exfalso. apply in_split in P as (c & d & ->). specialize (R a g c p d E). unfold must in R.
        rewrite Wp, W in R. apply orb_false_iff in R as [_ R]. apply has_in in H. congruence.
      * intros [M (p & P & Wp)]. apply has_in. destruct (has s rows) eqn:H; [easy|]. exfalso.
        apply in_split in P as (c & d & ->). rewrite <- app_assoc in E. cbn in E.
        specialize (R c p d g b E). unfold must in R. rewrite Wp, W, M, H in R.
        apply orb_false_iff in R as [_ R]. discriminate.
    + intros a x b y c E. specialize (R a x b y c E). unfold must in R. apply orb_false_iff in R as [R _].
      apply Z.ltb_ge in R. lia.
    + intros x X. now apply S.
Qed.

(* ---- Finding an order: always one that nobody has to come before ---- *)

Fixpoint choose (before : list operation) (l : list operation) : option (operation * list operation) :=
  match l with
  | [] => None
  | x :: r => if forallb (fun y => negb (must y x)) (before ++ r) then Some (x, before ++ r)
              else choose (before ++ [x]) r
  end.

Fixpoint greedy (fuel : nat) (l : list operation) : option (list operation) :=
  match l, fuel with
  | [], _ => Some []
  | _, O => None
  | _, S n => match choose [] l with
              | Some (x, r) => match greedy n r with Some o => Some (x :: o) | None => None end
              | None => None
              end
  end.

Lemma choose_some before l x r : choose before l = Some (x, r) ->
  Permutation (before ++ l) (x :: r) /\ forall y, In y r -> must y x = false.
Proof.
  revert before; induction l as [|z l IH]; intros before; cbn [choose]; [easy|].
  destruct (forallb _ _) eqn:F.
  - intros [= -> <-]. split; [symmetry; apply Permutation_middle|]. rewrite forallb_forall in F.
    intros y Y. now apply negb_true_iff, F.
  - intros C. apply IH in C as [P M]. now rewrite <- app_assoc in P.
Qed.

Lemma choose_none before l : choose before l = None -> forall a x b, l = a ++ x :: b ->
  exists y, In y (before ++ a ++ b) /\ must y x = true.
Proof.
  revert before; induction l as [|z l IH]; intros before C a x b E; [now destruct a|]. cbn [choose] in C.
  destruct (forallb _ _) eqn:F; [easy|]. destruct a as [|w a]; injection E as -> E.
  - subst. clear - F. cbn [app]. induction (before ++ b) as [|y t IH]; [easy|]. cbn in F.
    destruct (must y x) eqn:M; [exists y; split; [now left|easy]|]. cbn in F.
    destruct (IH F) as (y' & Y & M'). exists y'. split; [now right|easy].
  - destruct (IH _ C a x b E) as (y & Y & M). exists y. split; [|easy]. now rewrite <- app_assoc in Y.
Qed.

Lemma greedy_finds l order : greedy (length l) l = Some order -> Permutation l order /\ respects order.
Proof.
  remember (length l) as n eqn:N. revert l order N; induction n as [|n IH]; intros [|z l] order N; try discriminate N.
  - now intros [= <-].
  - cbn [greedy]. destruct (choose [] (z :: l)) as [[x r]|] eqn:C; [|easy].
    apply choose_some in C as [P M]. cbn [app] in P. destruct (greedy n r) as [o|] eqn:G; [|easy]. intros [= <-].
    apply Permutation_length in P as L. cbn in L, N.
    destruct (IH r o ltac:(lia) G) as [P' R]. split; [rewrite P; now constructor|]. cbn. split; [|easy].
    intros y Y. apply M. now rewrite P'.
Qed.

Lemma respects_remove a x b : respects (a ++ x :: b) -> respects (a ++ b).
Proof.
  induction a as [|z a IH]; cbn [app respects]; [easy|]. intros [H R]. split; [|now apply IH].
  intros y Y. apply H. apply in_app_or in Y as [Y|Y]; apply in_or_app; [now left|right; now right].
Qed.

Lemma greedy_misses_none l order : Permutation l order -> respects order -> greedy (length l) l <> None.
Proof.
  remember (length l) as n eqn:N. revert l order N; induction n as [|n IH]; intros [|z l] order N P R; try discriminate N; try easy.
  cbn [greedy]. destruct (choose [] (z :: l)) as [[x r]|] eqn:C.
  - apply choose_some in C as [Q _]. cbn [app] in Q.
    assert (In x order) as X by (rewrite <- P, Q; now left). apply in_split in X as (a & b & ->).
    rewrite Q in P. apply Permutation_cons_app_inv in P. apply Permutation_length in Q. cbn in Q, N.
    specialize (IH r (a ++ b) ltac:(lia) P (respects_remove a x b R)). now destruct (greedy n r).
  - destruct order as [|x o]; [apply Permutation_sym, Permutation_nil in P; discriminate P|].
    destruct R as [H _]. assert (In x (z :: l)) as X by (rewrite P; now left).
    apply in_split in X as (a & b & E). rewrite E in P. apply Permutation_sym, Permutation_cons_app_inv in P.
    destruct (choose_none [] _ C a x b E) as (y & Y & M). cbn [app] in Y. rewrite <- P in Y.
    now rewrite (H y Y) in M.
Qed.

Lemma sound_permutation l order : Permutation l order -> sound l -> sound order.
Proof.
  intros P S x X. rewrite <- P in X. destruct (S x X) as [I H]. split; [easy|]. intros q rows W s R.
  destruct (H q rows W s R) as [M (p & Pp & Wp)]. split; [easy|]. exists p. now rewrite <- P.
Qed.

(* The history is linearizable if and only if it is sound and `greedy` finds an order. *)
Theorem one_order_is_exact history : (forall order, Permutation history order -> unique order) ->
  (exists order, Permutation history order /\ linearization order) <->
  sound history /\ greedy (length history) history <> None.
Proof.
  intros U. split.
  - intros (order & P & L). apply linearization_respects in L as [S R]; [|now apply U].
    split; [now apply (sound_permutation order), S|now apply (greedy_misses_none _ order)].
  - intros [S G]. destruct (greedy _ _) as [order|] eqn:E; [|easy]. apply greedy_finds in E as [P R].
    exists order. split; [easy|]. apply linearization_respects; [now apply U|]. split; [|easy].
    now apply (sound_permutation history).
Qed.

(* The four conditions do not imply it: a get that shows a put and not one that was answered before that put was sent. *)
Definition v := Binary64 false 0 0.
Definition missed : list operation :=
  [Operation (Putting (Sample [x61] 1 v)) 10 20; Operation (Putting (Sample [x61] 2 v)) 30 40;
   Operation (Getting [x61] [Sample [x61] 2 v]) 0 100].
Example missed_is_not_linearizable : greedy 3 missed = None.
Proof. vm_compute. reflexivity. Qed.
