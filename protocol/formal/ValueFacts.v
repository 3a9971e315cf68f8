(* Facts of values: what is written is in core shape, not too long, and is read back bit for bit;
   what is read is a binary64. *)
From Eardrum Require Export Binary64Facts.

Lemma divide_near x d : 0 < d -> 2 * Z.abs (x - divide_to_nearest x d * d) <= d.
Proof.
  intros D. unfold divide_to_nearest.
  pose proof (Z.div_mod x d ltac:(lia)). pose proof (Z.mod_pos_bound x d D).
  destruct (d <? 2 * (x mod d)) eqn:A; [apply Z.ltb_lt in A|apply Z.ltb_ge in A]; cbn [orb].
  - nia.
  - destruct (2 * (x mod d) =? d) eqn:B; [apply Z.eqb_eq in B|apply Z.eqb_neq in B]; cbn [andb];
      [destruct (Z.odd (x / d))|]; nia.
Qed.

Lemma enough_is_enough k : 1 <= k <= 1074 -> 2 * 2 ^ k < 10 ^ enough k /\ 1 <= enough k <= 325.
Proof.
  intros K. split; [|unfold enough; split; [|apply Z.lt_succ_r]].
  - assert (forallb (fun n => let k := Z.of_nat n in 2 * 2 ^ k <? 10 ^ enough k) (seq 0 1075) = true)
      as A by (vm_compute; reflexivity).
    rewrite forallb_forall in A. specialize (A (Z.to_nat k)).
    cbv zeta in A. rewrite Z2Nat.id in A by lia. apply Z.ltb_lt, A, in_seq. lia.
  - assert (0 <= k * 30103 / 100000) by (apply Z.div_pos; lia). lia.
  - enough (k * 30103 / 100000 < 324) by lia. apply Z.div_lt_upper_bound; lia.
Qed.

Lemma shortest_reads_back m s k fuel f : valid_magnitude m s = true -> k = 1074 - s -> 1 <= k ->
  1 <= f -> f + Z.of_nat fuel = enough k ->
  let (c, g) := shortest fuel m s k f in
  nearest c (10 ^ g) = Some (m, s) /\ 1 <= g <= 325 /\ 0 <= c /\ c <= m * 10 ^ g / 2 ^ k + 1.
Proof.
  intros V -> K. pose proof V as W. rewrite valid_magnitude_iff in W.
  assert (0 < 2 ^ (1074 - s)) as P by (apply Z.pow_pos_nonneg; lia).
  assert (forall f, 0 <= f -> 0 < 10 ^ f) as T by (intros; apply Z.pow_pos_nonneg; lia).
  assert (forall f, 0 <= f -> 0 <= m * 10 ^ f / 2 ^ (1074 - s)) as LP
    by (intros g G; apply Z.div_pos; [specialize (T g G); nia|lia]).
  assert (forall f, let n := divide_to_nearest (m * 10 ^ f) (2 ^ (1074 - s)) in
    n = m * 10 ^ f / 2 ^ (1074 - s) \/ n = m * 10 ^ f / 2 ^ (1074 - s) + 1) as N
    by (intros g n; unfold n, divide_to_nearest; destruct (_ || _); lia).
  assert (forall c g, reads_back m s c g = true -> nearest c (10 ^ g) = Some (m, s)) as R.
  { intros c g. unfold reads_back. destruct (nearest c (10 ^ g)) as [[m' s']|]; [|easy].
    rewrite andb_true_iff, !Z.eqb_eq. now intros [-> ->]. }
  destruct (enough_is_enough (1074 - s)) as [E1 E2]; [lia|].
  revert f; induction fuel as [|fuel IH]; intros f F E; cbn [shortest].
  - assert (f = enough (1074 - s)) as -> by lia. specialize (N (enough (1074 - s))). cbv zeta in N.
    specialize (LP (enough (1074 - s)) ltac:(lia)). specialize (T (enough (1074 - s)) ltac:(lia)).
    repeat split; try lia.
    rewrite nearest_rounded. apply rounded_close; [easy|easy|].
    pose proof (divide_near (m * 10 ^ enough (1074 - s)) (2 ^ (1074 - s)) P) as B.
    set (c := divide_to_nearest _ _) in *. clearbody c.
    replace (2 ^ 1074) with (2 ^ (1074 - s) * 2 ^ s) by (rewrite <- Z.pow_add_r by lia; f_equal; lia).
    assert (0 < 2 ^ s) by (apply Z.pow_pos_nonneg; lia).
    replace (c * (2 ^ (1074 - s) * 2 ^ s) - m * (10 ^ enough (1074 - s) * 2 ^ s))
      with ((c * 2 ^ (1074 - s) - m * 10 ^ enough (1074 - s)) * 2 ^ s) by ring.
    rewrite Z.abs_mul, (Z.abs_eq (2 ^ s)) by lia. nia.
  - specialize (N f). cbv zeta in N. specialize (LP f ltac:(lia)).
    set (near := divide_to_nearest _ _) in *. set (low := m * 10 ^ f / _) in *.
    destruct (enough_is_enough (1074 - s)) as [_ EE]; [lia|].
    destruct (reads_back m s near f) eqn:A; [specialize (R _ _ A); split; [exact R|]; lia|].
    destruct (reads_back m s (if near =? low then low + 1 else low) f) eqn:B.
    + specialize (R _ _ B). split; [exact R|]. destruct (near =? low); lia.
    + apply IH; lia.
Qed.

(* ---- Digits after the point ---- *)

Lemma print_fixed_reads f n after : exists l, print_fixed f n after = l ++ after /\
  forallb is_digit l = true /\ length l = f /\ number l = n mod 10 ^ Z.of_nat f.
Proof.
  revert n after; induction f as [|f IH]; intros n after; cbn [print_fixed].
  - exists []. cbn. now rewrite Z.mod_1_r.
  - destruct (IH (n / 10) (digit (n mod 10) :: after)) as (l & -> & D & L & N).
    exists (l ++ [digit (n mod 10)]).
    destruct (digit_value_digit (n mod 10)) as [V E]; [apply Z.mod_pos_bound; lia|].
    rewrite <- app_assoc, forallb_app, D, app_length, L, number_snoc, N, V. cbn [forallb length].
    rewrite E. repeat split; [lia|].
    rewrite Nat2Z.inj_succ, Z.pow_succ_r by lia.
    rewrite Z.rem_mul_r; [lia|lia|apply Z.pow_pos_nonneg; lia].
Qed.

Lemma number_app a b : number (a ++ b) = number a * 10 ^ len b + number b.
Proof.
  induction b as [|x b IH] using rev_ind.
  - rewrite app_nil_r. change (10 ^ len []) with 1. change (number []) with 0. lia.
  - rewrite app_assoc, !number_snoc, IH, len_app. change (len [x]) with 1.
    rewrite Z.pow_add_r by (pose proof (len_nonneg b); lia). change (10 ^ 1) with 10. lia.
Qed.

Lemma digits_long l : forallb is_digit l = true -> unpadded l = true ->
  len l = 1 \/ 10 ^ (len l - 1) <= number l.
Proof.
  induction l as [|b l IH] using rev_ind; [easy|]. intros D U.
  destruct l as [|c l]; [now left|right].
  rewrite forallb_app in D. apply andb_true_iff in D as [D E]. cbn in E.
  rewrite andb_true_r in E. apply digit_digit_value in E.
  apply unpadded_snoc in U as [U N]; [|easy]. specialize (N D). specialize (IH D U).
  rewrite number_snoc, len_app. change (len [b]) with 1.
  replace (len (c :: l) + 1 - 1) with (Z.succ (len (c :: l) - 1)) by lia.
  rewrite Z.pow_succ_r by (rewrite len_cons; pose proof (len_nonneg l); lia).
  destruct IH as [->|IH]; [change (10 ^ (1 - 1)) with 1|]; lia.
Qed.

Lemma print_nat_length n a : 0 <= n < 10 ^ a -> 1 <= a -> len (print_nat n) <= a.
Proof.
  intros [N B] A. destruct (print_nat_reads n N) as (D & U & E).
  destruct (digits_long _ D U) as [->|L]; [lia|]. rewrite E in L.
  destruct (Z_le_gt_dec (len (print_nat n)) a); [easy|].
  assert (10 ^ a <= 10 ^ (len (print_nat n) - 1)) by (apply Z.pow_le_mono_r; lia). lia.
Qed.

(* ---- Reading what was written ---- *)

Lemma span_digits_app a r : forallb is_digit a = true ->
  match r with [] => True | b :: _ => is_digit b = false end -> span_digits (a ++ r) = (a, r).
Proof.
  intros D R. induction a as [|b a IH]; cbn [app span_digits].
  - destruct r as [|b r]; [easy|]. cbn. now rewrite R.
  - cbn in D. apply andb_true_iff in D as [-> D]. now rewrite IH.
Qed.

Definition sign (neg : bool) : bytes := if neg then [x2d] else [].

Lemma take_sign neg l : match l with [] => False | b :: _ => is_digit b = true end ->
  take_minus (sign neg ++ l) = (neg, l).
Proof. destruct neg; [easy|]. destruct l as [|b l]; [easy|]. cbn. destruct b; easy. Qed.

Lemma digits_head l r : forallb is_digit l = true -> unpadded l = true ->
  match l ++ r with [] => False | b :: _ => is_digit b = true end.
Proof. destruct l; [easy|]. cbn. now rewrite andb_true_iff. Qed.

(* The shape of what is written: whole part, and a fraction or none. *)
Definition core_text (neg : bool) (w f : bytes) : bytes :=
  sign neg ++ w ++ (if empty f then [] else x2e :: f).

Lemma spelling_core neg w f : forallb is_digit w = true -> unpadded w = true ->
  forallb is_digit f = true -> spelling (core_text neg w f) = Some (Spelled neg w f 0 false).
Proof.
  intros W U F. unfold spelling, core_text.
  rewrite take_sign by now apply digits_head.
  rewrite span_digits_app; [|easy|destruct f; easy]. rewrite U. cbn [negb].
  destruct f as [|b f]; [easy|]. cbn [empty take_fraction].
  rewrite <- (app_nil_r (b :: f)) at 1. rewrite span_digits_app by easy. easy.
Qed.

Lemma of_decimal_nearest c digits f : 0 <= c -> 0 <= f <= digits ->
  of_decimal c digits (- f) = nearest c (10 ^ f).
Proof.
  intros C F. unfold of_decimal. destruct (c =? 0) eqn:Z; [apply Z.eqb_eq in Z; subst|].
  - rewrite nearest_rounded. symmetry. apply rounded_close; [easy|apply Z.pow_pos_nonneg; lia|].
    rewrite !Z.mul_0_l. change (2 ^ 0) with 1. rewrite Z.mul_1_r.
    assert (0 < 10 ^ f) by (apply Z.pow_pos_nonneg; lia). change (4 * Z.abs (0 - 0)) with 0. lia.
  - replace (400 <? - f) with false by (symmetry; apply Z.ltb_ge; lia).
    replace (- f <? - (digits + 400)) with false by (symmetry; apply Z.ltb_ge; lia).
    destruct (- f <? 0) eqn:L; [now rewrite Z.opp_involutive|]. apply Z.ltb_ge in L.
    assert (f = 0) as -> by lia. now rewrite Z.mul_1_r.
Qed.

Lemma read_core neg w f m s : forallb is_digit w = true -> unpadded w = true ->
  forallb is_digit f = true -> nearest (number (w ++ f)) (10 ^ len f) = Some (m, s) ->
  read_value (core_text neg w f) = Got (Binary64 neg m s).
Proof.
  intros W U F N. unfold read_value. rewrite spelling_core by easy. unfold meaning. cbn [whole fraction exponent minus].
  rewrite Z.sub_0_l, of_decimal_nearest, N; [easy| |].
  - apply number_nonneg. now rewrite forallb_app, W.
  - rewrite len_app. pose proof (len_nonneg w). pose proof (len_nonneg f). lia.
Qed.

Lemma nearest_whole n m s : valid_magnitude m s = true -> n * 2 ^ 1074 = m * 2 ^ s ->
  nearest n 1 = Some (m, s).
Proof.
  intros V E. rewrite nearest_rounded. apply rounded_close; [easy|lia|].
  rewrite Z.mul_1_l. rewrite valid_magnitude_iff in V.
  assert (0 < 2 ^ s) by (apply Z.pow_pos_nonneg; lia). lia.
Qed.

(* What print_value writes: core shape, bounded, and read back. *)
Theorem encode_in_core v : valid v = true -> exists w f,
  print_value v = core_text (negative v) w f /\ forallb is_digit w = true /\ unpadded w = true /\
  forallb is_digit f = true /\ len w <= 309 /\ len f <= 325 /\
  nearest (number (w ++ f)) (10 ^ len f) = Some (mantissa v, shift v).
Proof.
  destruct v as [neg m s]. unfold valid, print_value, core_text, print_magnitude.
  cbn [negative mantissa shift]. intros V. pose proof V as B. rewrite valid_magnitude_iff in B.
  assert (forall n, 0 <= n < 10 ^ 309 -> n * 2 ^ 1074 = m * 2 ^ s -> exists w f,
    sign neg ++ print_nat n = sign neg ++ w ++ (if empty f then [] else x2e :: f) /\
    forallb is_digit w = true /\ unpadded w = true /\ forallb is_digit f = true /\
    len w <= 309 /\ len f <= 325 /\ nearest (number (w ++ f)) (10 ^ len f) = Some (m, s)) as I.
  { intros n N E. exists (print_nat n), []. destruct (print_nat_reads n) as (D & U & R); [lia|].
    cbn [empty]. rewrite !app_nil_r, R. repeat split; try easy; [apply print_nat_length; lia|].
    change (10 ^ len []) with 1. now apply nearest_whole. }
  assert (2 ^ 1024 <= 10 ^ 309) as H309 by (vm_compute; discriminate).
  destruct (1074 - s <=? 0) eqn:K; [apply Z.leb_le in K|apply Z.leb_gt in K].
  - apply I.
    + assert (0 < 2 ^ (- (1074 - s))) by (apply Z.pow_pos_nonneg; lia). split; [nia|].
      eapply Z.lt_le_trans; [|exact H309].
      replace (2 ^ 1024) with (2 ^ 53 * 2 ^ 971) by reflexivity.
      assert (2 ^ (- (1074 - s)) <= 2 ^ 971) by (apply Z.pow_le_mono_r; lia). nia.
    + rewrite <- Z.mul_assoc, <- Z.pow_add_r by lia. do 2 f_equal. lia.
  - assert (0 < 2 ^ (1074 - s)) as P by (apply Z.pow_pos_nonneg; lia).
    destruct (m mod 2 ^ (1074 - s) =? 0) eqn:M.
    + apply Z.eqb_eq in M. apply Z.div_exact in M; [|lia]. apply I.
      * split; [apply Z.div_pos; lia|]. apply Z.le_lt_trans with m; [|lia].
        apply Z.div_le_upper_bound; nia.
      * rewrite M at 2. replace (2 ^ 1074) with (2 ^ (1074 - s) * 2 ^ s)
          by (rewrite <- Z.pow_add_r by lia; f_equal; lia). ring.
    + set (from := Z.max 1 _).
      destruct (enough_is_enough (1074 - s)) as [_ E]; [lia|].
      pose proof (shortest_reads_back m s (1074 - s) (Z.to_nat (enough (1074 - s) - from)) from V
        eq_refl ltac:(lia) ltac:(lia) ltac:(lia)) as R.
      destruct (shortest _ m s _ from) as [c g]. destruct R as (R & G & C & CB).
      unfold print_decimal.
      destruct (print_fixed_reads (Z.to_nat g) (c mod 10 ^ g) []) as (f & -> & FD & FL & FN).
      rewrite app_nil_r. rewrite Z2Nat.id in FN by lia.
      assert (0 < 10 ^ g) as T by (apply Z.pow_pos_nonneg; lia).
      assert (0 <= c / 10 ^ g) as Q by (apply Z.div_pos; lia).
      destruct (print_nat_reads (c / 10 ^ g) Q) as (WD & WU & WN).
      assert (len f = g) as FG by (unfold len; lia).
      exists (print_nat (c / 10 ^ g)), f.
      assert (f <> []) by (intros ->; cbn in FG; lia).
      destruct (empty f) eqn:EF; [now apply empty_iff in EF|].
      split; [reflexivity|]. split; [exact WD|]. split; [exact WU|]. split; [exact FD|].
      split; [|split; [lia|]].
      * apply print_nat_length; [|lia]. split; [easy|].
        apply Z.le_lt_trans with (m + 1); [|lia]. apply Z.div_le_upper_bound; [easy|].
        assert (m * 10 ^ g / 2 ^ (1074 - s) <= m * 10 ^ g) by (apply Z.div_le_upper_bound; nia). nia.
      * rewrite number_app, WN, FN, FG, Z.mod_mod by lia.
        replace (c / 10 ^ g * 10 ^ g + c mod 10 ^ g) with c
          by (pose proof (Z.div_mod c (10 ^ g) ltac:(lia)); lia). easy.
Qed.

Theorem value_read_back v : valid v = true -> read_value (print_value v) = Got v.
Proof.
  intros V. destruct (encode_in_core v V) as (w & f & -> & W & U & F & _ & _ & N).
  rewrite (read_core _ _ _ (mantissa v) (shift v)) by easy. now destruct v.
Qed.

Lemma span_digits_spec l : let (a, r) := span_digits l in forallb is_digit a = true.
Proof.
  induction l as [|b l IH]; cbn; [easy|]. destruct (is_digit b) eqn:D; [|easy].
  destruct (span_digits l). cbn. now rewrite D.
Qed.

Lemma spelling_digits l p : spelling l = Some p ->
  forallb is_digit (whole p) = true /\ forallb is_digit (fraction p) = true.
Proof.
  unfold spelling. destruct (take_minus l) as [neg l1]. pose proof (span_digits_spec l1) as W.
  destruct (span_digits l1) as [w l2]. destruct (negb (unpadded w)); [easy|].
  destruct (take_fraction l2) as [[f l3]|] eqn:F; [|easy].
  destruct (take_exponent l3) as [[e has]|]; [|easy]. intros [= <-]. split; [easy|]. cbn.
  unfold take_fraction in F. destruct l2 as [|b l2]; [now injection F as <- <-|].
  pose proof (span_digits_spec l2) as D. destruct (span_digits l2) as [g r].
  destruct b; try (injection F as <- <-; reflexivity).
  destruct (empty g); [easy|]. now injection F as <- <-.
Qed.

Theorem read_value_valid l v : read_value l = Got v -> valid v = true.
Proof.
  unfold read_value. destruct (spelling l) as [p|] eqn:S; [|easy].
  destruct (meaning p) as [u|] eqn:M; [|easy]. intros [= <-]. unfold meaning, of_decimal in M.
  assert (0 <= number (whole p ++ fraction p)) as N.
  { apply number_nonneg. apply spelling_digits in S. rewrite forallb_app.
    now destruct S as [-> ->]. }
  destruct (_ =? 0) in M; [injection M as <-; reflexivity|].
  destruct (400 <? _) in M; [easy|].
  destruct (_ <? - _) in M; [injection M as <-; reflexivity|].
  destruct (_ <? 0) eqn:L in M.
  - apply Z.ltb_lt in L. rewrite nearest_rounded in M. destruct (rounded _ _) as [[m s]|] eqn:R; [|easy].
    injection M as <-. apply rounded_valid in R; [easy| |apply Z.pow_pos_nonneg; lia].
    apply Z.mul_nonneg_nonneg; [easy|]. apply Z.pow_nonneg. lia.
  - rewrite nearest_rounded in M. destruct (rounded _ _) as [[m s]|] eqn:R; [|easy].
    injection M as <-. apply rounded_valid in R; [easy| |lia].
    apply Z.mul_nonneg_nonneg; [|apply Z.pow_nonneg; lia].
    apply Z.mul_nonneg_nonneg; [easy|]. apply Z.pow_nonneg. lia.
Qed.
