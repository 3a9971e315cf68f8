(* Facts of binary64: what is close enough to one is rounded to it, whatever is rounded is rounded
   to one, and a value that is written is read back bit for bit. *)
From Eardrum Require Export NumeralsFacts.

Lemma close_divides x d m : 2 * Z.abs (x - m * d) < d -> divide_to_nearest x d = m.
Proof.
  intros H. unfold divide_to_nearest. assert (0 < d) by lia.
  destruct (Z_le_gt_dec (m * d) x).
  - rewrite <- (Z.div_unique x d m (x - m * d)), <- (Z.mod_unique x d m (x - m * d)) by lia.
    replace (d <? _) with false by (symmetry; apply Z.ltb_ge; lia).
    replace (_ =? d) with false by (symmetry; apply Z.eqb_neq; lia). easy.
  - rewrite <- (Z.div_unique x d (m - 1) (x - (m - 1) * d)),
      <- (Z.mod_unique x d (m - 1) (x - (m - 1) * d)) by lia.
    replace (d <? _) with true by (symmetry; apply Z.ltb_lt; lia). cbn. lia.
Qed.

Lemma log2_is a b : 0 <= b -> 2 ^ b <= a -> a < 2 * 2 ^ b -> Z.log2 a = b.
Proof. intros. apply Z.log2_unique; [easy|]. rewrite Z.pow_succ_r; lia. Qed.

Lemma valid_magnitude_iff m s : valid_magnitude m s = true <->
  0 <= m < 2 ^ 53 /\ 0 <= s <= 2045 /\ (s = 0 \/ 2 ^ 52 <= m).
Proof. unfold valid_magnitude. rewrite !andb_true_iff, orb_true_iff, !Z.leb_le, Z.ltb_lt, Z.eqb_eq. lia. Qed.

(* The scale that `nearest` chooses. *)
Definition scale (q : Z) : Z := Z.max 0 (Z.log2 q - 52).

Definition rounded (x d : Z) : option (Z * Z) :=
  let s := scale (x / d) in
  let m := divide_to_nearest x (d * 2 ^ s) in
  let (m, s) := if m =? 2 ^ 53 then (2 ^ 52, s + 1) else (m, s) in
  if s <=? 2045 then Some (m, s) else None.

Lemma nearest_rounded n d : nearest n d = rounded (n * 2 ^ 1074) d.
Proof. reflexivity. Qed.

Lemma rounded_close x d m s : valid_magnitude m s = true -> 0 < d ->
  4 * Z.abs (x - m * (d * 2 ^ s)) < d * 2 ^ s -> rounded x d = Some (m, s).
Proof.
  rewrite valid_magnitude_iff. intros (M & S & N) D C. unfold rounded.
  assert (0 < 2 ^ s) as P by (apply Z.pow_pos_nonneg; lia).
  assert (m =? 2 ^ 53 = false) as M53 by (apply Z.eqb_neq; lia).
  assert (s <=? 2045 = true) as S2045 by (apply Z.leb_le; lia).
  assert (scale (x / d) = s \/ (s > 0 /\ scale (x / d) = s - 1 /\ m = 2 ^ 52)) as [->|(Sp & -> & ->)].
  { destruct (Z.eq_dec s 0) as [->|NZ].
    - left. unfold scale. change (2 ^ 0) with 1 in *. rewrite Z.mul_1_r in C.
      assert (x / d < 2 ^ 53) by (apply Z.div_lt_upper_bound; nia).
      assert (Z.log2 (x / d) < 53); [|lia].
      destruct (Z_le_gt_dec (x / d) 0) as [L|L]; [rewrite Z.log2_nonpos; lia|].
      apply Z.log2_lt_pow2; lia.
    - destruct N as [|N]; [lia|].
      assert (x < 2 ^ 53 * (d * 2 ^ s)) by nia.
      destruct (Z_le_gt_dec (2 ^ 52 * (d * 2 ^ s)) x) as [L|L].
      + left. unfold scale. rewrite (log2_is _ (52 + s)); [lia|lia| |];
          rewrite Z.pow_add_r by lia.
        * apply Z.div_le_lower_bound; nia.
        * apply Z.div_lt_upper_bound; nia.
      + right. assert (m = 2 ^ 52) as -> by nia. split; [lia|]. split; [|easy].
        assert (2 ^ s = 2 * 2 ^ (s - 1)) as E
          by (rewrite <- Z.pow_succ_r by lia; f_equal; lia).
        assert (0 < 2 ^ (s - 1)) by (apply Z.pow_pos_nonneg; lia).
        unfold scale. rewrite (log2_is _ (51 + s)); [lia|lia| |];
          replace (51 + s) with (52 + (s - 1)) by lia; rewrite Z.pow_add_r by lia.
        * apply Z.div_le_lower_bound; nia.
        * apply Z.div_lt_upper_bound; nia. }
  - rewrite (close_divides x (d * 2 ^ s) m) by nia. now rewrite M53, S2045.
  - assert (2 ^ s = 2 * 2 ^ (s - 1)) as E
      by (rewrite <- Z.pow_succ_r by lia; f_equal; lia).
    rewrite (close_divides x (d * 2 ^ (s - 1)) (2 ^ 53)).
    + rewrite Z.eqb_refl. replace (s - 1 + 1) with s by lia. now rewrite S2045.
    + rewrite E in C. change (2 ^ 53) with (2 * 2 ^ 52). nia.
Qed.

Lemma divide_bounds x d low high : 0 < d -> low * d <= x -> x < high * d ->
  low <= divide_to_nearest x d <= high.
Proof.
  intros D L H. unfold divide_to_nearest.
  assert (low <= x / d) by (apply Z.div_le_lower_bound; lia).
  assert (x / d < high) by (apply Z.div_lt_upper_bound; lia).
  destruct (_ || _); lia.
Qed.

Lemma rounded_valid x d m s : 0 <= x -> 0 < d -> rounded x d = Some (m, s) ->
  valid_magnitude m s = true.
Proof.
  intros X D. unfold rounded.
  assert (0 <= scale (x / d)) as G by (unfold scale; lia).
  assert (0 < 2 ^ scale (x / d)) as P by (apply Z.pow_pos_nonneg; lia).
  pose proof (Z.div_mod x d ltac:(lia)) as DM. pose proof (Z.mod_pos_bound x d D) as MB.
  assert (0 <= x / d) as Q by (apply Z.div_pos; lia).
  assert (x / d < 2 ^ 53 * 2 ^ scale (x / d)) as U.
  { unfold scale. destruct (Z.eq_dec (x / d) 0) as [->|NZ]; [reflexivity|].
    pose proof (Z.log2_spec (x / d) ltac:(lia)) as [_ B].
    rewrite <- Z.pow_add_r by lia. eapply Z.lt_le_trans; [exact B|].
    apply Z.pow_le_mono_r; lia. }
  assert (scale (x / d) = 0 \/ 2 ^ 52 * 2 ^ scale (x / d) <= x / d) as W.
  { unfold scale. destruct (Z_le_gt_dec (Z.log2 (x / d)) 52); [left; lia|right].
    rewrite Z.max_r by lia. rewrite <- Z.pow_add_r by lia.
    replace (52 + _) with (Z.log2 (x / d)) by lia.
    apply Z.log2_spec. destruct (Z.eq_dec (x / d) 0) as [E|]; [|lia]. now rewrite E in *. }
  set (g := scale (x / d)) in *. clearbody g. set (q := x / d) in *. clearbody q.
  set (r := x mod d) in *. clearbody r.
  assert (0 <= divide_to_nearest x (d * 2 ^ g) <= 2 ^ 53) as B
    by (apply divide_bounds; [nia|nia|]; nia).
  assert (g = 0 \/ 2 ^ 52 <= divide_to_nearest x (d * 2 ^ g)) as V.
  { destruct W as [|W]; [now left|right].
    apply (divide_bounds x (d * 2 ^ g) (2 ^ 52) (2 ^ 53)); nia. }
  destruct (divide_to_nearest x (d * 2 ^ g) =? 2 ^ 53) eqn:E.
  - destruct (g + 1 <=? 2045) eqn:L; [|easy]. intros [= <- <-]. apply Z.leb_le in L.
    rewrite valid_magnitude_iff. lia.
  - apply Z.eqb_neq in E. destruct (g <=? 2045) eqn:L; [|easy]. intros [= <- <-].
    apply Z.leb_le in L. rewrite valid_magnitude_iff. lia.
Qed.
