(* Facts of numerals: a timestamp and its text determine each other; a binary64 that is written is
   read back bit for bit, and what is read is a binary64. The heart is nearest_close: a rational that
   is close enough to a binary64 is rounded to it. *)
From Eardrum Require Export BytesFacts Numerals.

(* ---- Digits ---- *)

Lemma digit_value_digit z : 0 <= z < 10 -> digit_value (digit z) = z /\ is_digit (digit z) = true.
Proof.
  intros H. assert (z = 0 \/ z = 1 \/ z = 2 \/ z = 3 \/ z = 4 \/ z = 5 \/ z = 6 \/ z = 7 \/ z = 8 \/ z = 9)
    as C by lia.
  repeat (destruct C as [->|C]; [easy|]). now subst.
Qed.

Lemma digit_digit_value b : is_digit b = true -> digit (digit_value b) = b /\ 0 <= digit_value b < 10.
Proof. destruct b; intros H; try discriminate H; vm_compute; repeat split; congruence. Qed.

Lemma number_snoc l b : number (l ++ [b]) = 10 * number l + digit_value b.
Proof. unfold number. now rewrite fold_left_app. Qed.

Lemma number_nonneg l : forallb is_digit l = true -> 0 <= number l.
Proof.
  induction l as [|b l IH] using rev_ind; [easy|]. rewrite forallb_app, number_snoc. cbn [forallb].
  rewrite !andb_true_iff. intros (H & D & _). apply digit_digit_value in D. specialize (IH H). lia.
Qed.

Lemma unpadded_snoc l b : l <> [] -> unpadded (l ++ [b]) = true ->
  unpadded l = true /\ (forallb is_digit l = true -> 1 <= number l).
Proof.
  destruct l as [|c l]; [easy|]. intros _ U.
  assert (c <> x30) as N.
  { destruct l; cbn in U; rewrite negb_true_iff in U; now apply byte_eqb_false in U. }
  split; [destruct l; cbn; [easy|]; rewrite negb_true_iff; now apply byte_eqb_false|].
  clear U. induction l as [|d l IH] using rev_ind.
  - cbn. rewrite andb_true_r. intros D. destruct c; cbn in *; try discriminate D; try lia; congruence.
  - rewrite app_comm_cons, forallb_app, number_snoc. change (forallb is_digit [d]) with (is_digit d && true).
    rewrite !andb_true_iff. intros (H & D & _). apply digit_digit_value in D.
    specialize (IH H). lia.
Qed.

Lemma print_fuel_number f l after :
  forallb is_digit l = true -> unpadded l = true -> number l < 2 ^ Z.of_nat (S f) ->
  print_fuel (S f) (number l) after = l ++ after.
Proof.
  revert l after; induction f as [|f IH]; intros l after D U B;
    (destruct l as [|b l] using rev_ind; [easy|]; clear IHl);
    rewrite forallb_app in D; cbn in D; rewrite !andb_true_iff in D; destruct D as (D & Db & _);
    rewrite number_snoc in *; destruct (digit_digit_value b Db) as [E R];
    remember (S _) as g eqn:G; cbn [print_fuel] in *; subst g; cbn [print_fuel].
  - assert (l = []) as ->.
    { destruct l as [|c l]; [easy|]. apply unpadded_snoc in U; [|easy].
      destruct U as [_ U]. specialize (U D). change (2 ^ Z.of_nat 1) with 2 in B. lia. }
    cbn. destruct (digit_value b <? 10) eqn:L; [now rewrite E|]. apply Z.ltb_ge in L. lia.
  - destruct l as [|c l].
    + replace (10 * number [] + digit_value b) with (digit_value b) by (change (number []) with 0; lia).
      destruct (digit_value b <? 10) eqn:L; [now rewrite E|]. apply Z.ltb_ge in L. lia.
    + apply unpadded_snoc in U; [|easy]. destruct U as [U N]. specialize (N D).
      remember (c :: l) as k. destruct (10 * number k + digit_value b <? 10) eqn:L;
        [apply Z.ltb_lt in L; lia|].
      replace ((10 * number k + digit_value b) / 10) with (number k)
        by (apply Z.div_unique with (digit_value b); lia).
      replace ((10 * number k + digit_value b) mod 10) with (digit_value b)
        by (apply Z.mod_unique with (number k); lia).
      rewrite E, <- app_assoc. cbn [app].
      apply IH; [easy|easy|].
      rewrite Nat2Z.inj_succ, Z.pow_succ_r in B by lia. lia.
Qed.

Lemma print_fuel_reads f n : 0 <= n < 2 ^ Z.of_nat (S f) -> forall after, exists l,
  print_fuel (S f) n after = l ++ after /\ forallb is_digit l = true /\ unpadded l = true /\
  number l = n.
Proof.
  revert n; induction f as [|f IH]; intros n B after; cbn [print_fuel];
    destruct (n <? 10) eqn:L; try apply Z.ltb_lt in L; try apply Z.ltb_ge in L.
  1,3: exists [digit n]; destruct (digit_value_digit n) as [V D]; [lia|];
    cbn; rewrite D; repeat split; unfold number; cbn; lia.
  - change (2 ^ Z.of_nat 1) with 2 in B. lia.
  - rewrite Nat2Z.inj_succ, Z.pow_succ_r in B by lia.
    destruct (IH (n / 10)) with (after := digit (n mod 10) :: after) as (l & P & D & U & N).
    { split; [apply Z.div_pos; lia|]. apply Z.div_lt_upper_bound; lia. }
    exists (l ++ [digit (n mod 10)]). cbn [print_fuel] in P. rewrite P, <- app_assoc.
    destruct (digit_value_digit (n mod 10)) as [V E]; [apply Z.mod_pos_bound; lia|].
    repeat split.
    + rewrite forallb_app, D. cbn. now rewrite E.
    + assert (1 <= n / 10) by (apply Z.div_le_lower_bound; lia).
      destruct l as [|c [|d l]]; [easy| |exact U].
      cbn. rewrite negb_true_iff. apply byte_eqb_false. intros ->. unfold number in N. cbn in N. lia.
    + rewrite number_snoc, N, V. pose proof (Z.div_mod n 10). lia.
Qed.

Lemma enough_fuel n : 0 <= n -> exists f,
  (Z.to_nat (Z.log2 n) + 1)%nat = S f /\ n < 2 ^ Z.of_nat (S f).
Proof.
  intros H. exists (Z.to_nat (Z.log2 n)). split; [lia|].
  rewrite Nat2Z.inj_succ, Z2Nat.id by apply Z.log2_nonneg.
  destruct (Z.eq_dec n 0) as [->|]; [reflexivity|]. apply Z.log2_spec. lia.
Qed.

Lemma print_nat_reads n : 0 <= n ->
  forallb is_digit (print_nat n) = true /\ unpadded (print_nat n) = true /\ number (print_nat n) = n.
Proof.
  intros H. unfold print_nat. destruct (enough_fuel n H) as (f & -> & B).
  destruct (print_fuel_reads f n (conj H B) []) as (l & -> & P). now rewrite app_nil_r.
Qed.

Lemma read_print_nat n : 0 <= n -> read_nat (print_nat n) = Some n.
Proof. intros H. unfold read_nat. destruct (print_nat_reads n H) as (-> & -> & ->). easy. Qed.

Lemma print_read_nat l n : read_nat l = Some n -> print_nat n = l /\ 0 <= n.
Proof.
  unfold read_nat. destruct (forallb is_digit l) eqn:D; [|easy].
  destruct (unpadded l) eqn:U; [|easy]. cbn. intros [= <-].
  pose proof (number_nonneg l D) as N. split; [|easy].
  unfold print_nat. destruct (enough_fuel _ N) as (f & -> & B).
  rewrite print_fuel_number by easy. apply app_nil_r.
Qed.

(* ---- Timestamps ---- *)

Lemma read_nat_head l n : read_nat l = Some n -> strict_time l = Some n.
Proof.
  intros H. destruct l as [|b l]; [easy|]. unfold strict_time.
  destruct (Byte.eqb b x2d) eqn:E; [apply byte_eqb_true in E; subst; discriminate H|].
  destruct b; try exact H. discriminate E.
Qed.

Theorem time_read_back z : int64 z = true -> read_time (print_time z) = Got z.
Proof.
  intros I. unfold read_time.
  enough (strict_time (print_time z) = Some z) as -> by now rewrite I.
  unfold print_time. destruct (z <? 0) eqn:N; [apply Z.ltb_lt in N|apply Z.ltb_ge in N].
  - cbn [strict_time]. rewrite read_print_nat by lia. destruct (- z) eqn:E; try lia.
    f_equal. lia.
  - apply read_nat_head. now apply read_print_nat.
Qed.

Theorem time_one_spelling l z : read_time l = Got z -> l = print_time z /\ int64 z = true.
Proof.
  unfold read_time. destruct (strict_time l) as [y|] eqn:S; [|easy].
  destruct (int64 y) eqn:I; [|easy]. intros [= <-]. split; [|easy].
  assert (read_nat l = Some y \/ exists r, l = x2d :: r /\ exists n, read_nat r = Some n /\ n <> 0 /\ y = - n)
    as [H|(r & -> & n & H & NZ & ->)].
  { unfold strict_time in S. destruct l as [|b r]; [now left|].
    destruct (Byte.eqb b x2d) eqn:E.
    - apply byte_eqb_true in E; subst. right. exists r. split; [easy|].
      destruct (read_nat r) as [n|] eqn:R; [|easy]. exists n. split; [easy|].
      destruct n; inversion S; lia.
    - left. destruct b; try exact S. discriminate E. }
  - apply print_read_nat in H. unfold print_time. destruct (y <? 0) eqn:L; [apply Z.ltb_lt in L; lia|].
    now destruct H.
  - apply print_read_nat in H. destruct H as [P G]. unfold print_time.
    destruct (- n <? 0) eqn:L; [|apply Z.ltb_ge in L; lia].
    now rewrite Z.opp_involutive, P.
Qed.
