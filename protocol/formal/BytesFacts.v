(* Facts of bytes, words and frames: nothing is lost in a framer, and how a stream was segmented
   changes nothing. *)
From Eardrum Require Export Bytes.

Lemma byte_eqb_true a b : Byte.eqb a b = true <-> a = b.
Proof. split; [apply Byte.byte_dec_bl | apply Byte.byte_dec_lb]. Qed.

Lemma byte_eqb_refl a : Byte.eqb a a = true.
Proof. now apply byte_eqb_true. Qed.

Lemma byte_eqb_false a b : Byte.eqb a b = false <-> a <> b.
Proof. rewrite <- byte_eqb_true. destruct (Byte.eqb a b); intuition congruence. Qed.

Lemma same_iff a b : same a b = true <-> a = b.
Proof.
  revert b; induction a as [|x a IH]; destruct b as [|y b]; simpl; try intuition congruence.
  rewrite andb_true_iff, byte_eqb_true, IH. intuition congruence.
Qed.

Lemma same_refl a : same a a = true.
Proof. now apply same_iff. Qed.

Lemma empty_iff {A} (l : list A) : empty l = true <-> l = [].
Proof. destruct l; simpl; intuition congruence. Qed.

Lemma len_app {A} (a b : list A) : len (a ++ b) = len a + len b.
Proof. unfold len. rewrite app_length. lia. Qed.

Lemma len_cons {A} (x : A) l : len (x :: l) = 1 + len l.
Proof. unfold len. cbn [length]. lia. Qed.

Lemma len_nonneg {A} (l : list A) : 0 <= len l.
Proof. unfold len. lia. Qed.

(* ---- Words ---- *)

Definition no_blank (w : bytes) : Prop := ~ In SP w.

Lemma words_nonempty l : words l <> [].
Proof. induction l as [|b l IH]; simpl; [easy|]. destruct (Byte.eqb b SP); [easy|]. now destruct (words l). Qed.

Lemma join_words l : join (words l) = l.
Proof.
  induction l as [|b l IH]; [easy|]. simpl.
  destruct (Byte.eqb b SP) eqn:E.
  - apply byte_eqb_true in E; subst. pose proof (words_nonempty l).
    destruct (words l) as [|w ws] eqn:W; [easy|]. cbn [join app]. cbn [join] in IH. now rewrite IH.
  - destruct (words l) as [|w ws] eqn:W; [now apply words_nonempty in W|].
    destruct ws; cbn [join app] in *; now rewrite <- IH.
Qed.

Lemma words_of_word w : no_blank w -> words w = [w].
Proof.
  unfold no_blank. induction w as [|b w IH]; simpl; [easy|]. intros H.
  destruct (Byte.eqb b SP) eqn:E; [apply byte_eqb_true in E; subst; tauto|].
  now rewrite IH by tauto.
Qed.

Lemma words_app w r : no_blank w -> words (w ++ SP :: r) = w :: words r.
Proof.
  unfold no_blank. induction w as [|b w IH]; simpl; [easy|]. intros H.
  destruct (Byte.eqb b SP) eqn:E; [apply byte_eqb_true in E; subst; tauto|].
  now rewrite IH by tauto.
Qed.

Lemma words_join ws : ws <> [] -> Forall no_blank ws -> words (join ws) = ws.
Proof.
  induction ws as [|w ws IH]; [easy|]. intros _ F. inversion F; subst.
  destruct ws as [|v ws]; [now apply words_of_word|].
  change (join (w :: v :: ws)) with (w ++ SP :: join (v :: ws)).
  rewrite words_app by easy. now rewrite IH.
Qed.

(* ---- Framing ---- *)

Lemma frames_app m st a b :
  frames m st (a ++ b) =
  let (fs, st') := frames m st a in let (fs', rest) := frames m st' b in (fs ++ fs', rest).
Proof.
  revert st; induction a as [|x a IH]; intros st.
  - cbn [frames app]. now destruct (frames m st b).
  - cbn [frames app]. destruct (ends m (x :: st)).
    + rewrite IH. destruct (frames m [] a) as [fs s']. now destruct (frames m s' b).
    + apply IH.
Qed.

Theorem chunked_equals_whole m st segments : feed m st segments = frames m st (concat segments).
Proof.
  revert st; induction segments as [|s r IH]; intros st; [easy|]. simpl.
  rewrite frames_app. destruct (frames m st s) as [fs st'].
  rewrite IH. now destruct (frames m st' (concat r)).
Qed.

Theorem no_byte_lost m st l :
  let (fs, rest) := frames m st l in concat fs ++ rev rest = rev st ++ l.
Proof.
  revert st; induction l as [|b l IH]; intros st; simpl; [now rewrite app_nil_r|].
  destruct (ends m (b :: st)).
  - specialize (IH []). destruct (frames m [] l) as [fs rest]. simpl in IH.
    simpl. now rewrite <- app_assoc, IH, <- app_assoc.
  - specialize (IH (b :: st)). destruct (frames m (b :: st) l). rewrite IH. simpl.
    now rewrite <- app_assoc.
Qed.

Definition framed (m : marker) (f : bytes) : Prop := frames m [] f = ([f], []).

Lemma one_frame_framed m f : one_frame m f = true <-> framed m f.
Proof.
  unfold one_frame, framed. pose proof (no_byte_lost m [] f) as H.
  destruct (frames m [] f) as [[|g [|g' gs]] [|c rest]]; split; intros E; try discriminate E; try easy.
  simpl in H. rewrite !app_nil_r in H. now subst.
Qed.

Lemma framed_app m f r : framed m f ->
  frames m [] (f ++ r) = let (fs, rest) := frames m [] r in (f :: fs, rest).
Proof. unfold framed. intros F. rewrite frames_app, F. now destruct (frames m [] r). Qed.

(* Messages one after another, and the beginning of one more. *)
Lemma stream_with_tail m fs tail :
  Forall (framed m) fs -> fst (frames m [] tail) = [] ->
  frames m [] (concat fs ++ tail) = (fs, rev tail).
Proof.
  intros F T. induction F as [|f fs Hf _ IH].
  - simpl. pose proof (no_byte_lost m [] tail) as H. destruct (frames m [] tail) as [l rest].
    cbn [fst] in T. rewrite T in H. cbn in H. rewrite T, <- H, rev_involutive. reflexivity.
  - simpl. now rewrite <- app_assoc, framed_app, IH.
Qed.

(* No message is a proper prefix of another; what follows does not change it. *)
Lemma framed_prefix_free m f g r : framed m f -> framed m g -> g = f ++ r -> r = [].
Proof.
  intros F G ->. unfold framed in G. rewrite framed_app in G by easy.
  destruct (frames m [] r) as [fs rest]. injection G as E _ _.
  symmetry. apply (app_inv_head f). now rewrite app_nil_r.
Qed.

Lemma line_body st l : ~ In LF l -> frames Line st l = ([], rev l ++ st).
Proof.
  revert st; induction l as [|b l IH]; intros st H; simpl in *; [easy|].
  destruct (Byte.eqb b LF) eqn:E; [apply byte_eqb_true in E; subst; tauto|].
  rewrite IH by tauto. now rewrite <- app_assoc.
Qed.

Lemma line_framed l : ~ In LF l -> framed Line (l ++ [LF]).
Proof.
  intros H. unfold framed. rewrite frames_app, line_body by easy. cbn.
  now rewrite app_nil_r, rev_involutive.
Qed.

(* Inside a response: a non-empty line, coming after a line feed or at the start. *)
Lemma response_body st l : ~ In LF l -> frames Response st l = ([], rev l ++ st).
Proof.
  revert st; induction l as [|b l IH]; intros st H; [easy|].
  assert (ends Response (b :: st) = false) as N.
  { destruct (Byte.eqb b LF) eqn:E; [apply byte_eqb_true in E; subst; cbn in H; tauto|].
    destruct st; cbn [ends]; [easy|]. now rewrite E. }
  cbn [frames]. rewrite N, IH by (cbn in H; tauto). cbn [rev]. now rewrite <- app_assoc.
Qed.

Lemma response_line st l : l <> [] -> ~ In LF l ->
  frames Response st (l ++ [LF]) = ([], LF :: rev l ++ st).
Proof.
  intros N H. rewrite frames_app, response_body by easy.
  destruct l as [|b l] using rev_ind; [easy|]. rewrite rev_app_distr. cbn.
  destruct (Byte.eqb b LF) eqn:E; [apply byte_eqb_true in E; subst|easy].
  exfalso. apply H. apply in_or_app. simpl. tauto.
Qed.
