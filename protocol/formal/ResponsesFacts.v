(* Facts of responses and of streams of messages: round trip, prefix freedom, and what follows an
   answer never changes it. *)
From Eardrum Require Export MessagesFacts.

Lemma row_line s : good_sample s = true ->
  join (fields s) <> [] /\ ~ In LF (join (fields s)).
Proof.
  intros G. destruct (good_sample_fields s G) as [F _]. split.
  - inversion F as [|w ws [_ N] _]; subst. cbn [join fields]. intros E.
    apply app_eq_nil in E. now destruct E.
  - apply join_no_control. eapply Forall_impl; [|exact F]. intros v H. apply H.
Qed.

(* Rows after a first line: no marker among them. *)
Lemma rows_body rows st : forallb good_sample rows = true ->
  frames Response (LF :: st) (concat (map row_bytes rows)) =
    ([], rev (concat (map row_bytes rows)) ++ LF :: st).
Proof.
  revert st; induction rows as [|s r IH]; intros st G; [easy|].
  cbn [forallb] in G. apply andb_true_iff in G as [S G]. cbn [map concat].
  rewrite frames_app. unfold row_bytes at 1. destruct (row_line s S) as [N L].
  rewrite response_line by easy. rewrite IH by easy.
  cbn [app]. rewrite rev_app_distr, <- app_assoc. unfold row_bytes at 3.
  now rewrite rev_app_distr.
Qed.

Lemma rows_end rows x : exists t, rev (concat (map row_bytes rows)) ++ LF :: x = LF :: t.
Proof.
  revert x; induction rows as [|s r IH]; intros x; [now exists x|]. cbn [map concat].
  rewrite rev_app_distr, <- app_assoc. unfold row_bytes at 2. rewrite rev_app_distr.
  cbn [rev app]. apply IH.
Qed.

Lemma response_framed r : good_response r = true -> framed Response (encode_response r).
Proof.
  destruct r as [rows|]; [|reflexivity]. cbn [good_response encode_response]. intros G.
  unfold framed. rewrite app_assoc, frames_app.
  change (frames Response [] (str "ok" ++ [LF])) with (@nil bytes, LF :: rev (str "ok")).
  cbv beta iota. rewrite frames_app, rows_body by easy. cbv beta iota.
  destruct (rows_end rows (rev (str "ok"))) as [t E]. rewrite E. cbn [frames ends].
  rewrite byte_eqb_refl. cbn [andb app]. rewrite <- E. cbn [rev].
  rewrite rev_app_distr, rev_involutive. cbn [rev]. now rewrite rev_involutive, <- !app_assoc.
Qed.

Lemma frames_line_cons body r : ~ In LF body ->
  frames Line [] (body ++ LF :: r) = let (fs, rest) := frames Line [] r in ((body ++ [LF]) :: fs, rest).
Proof.
  intros H. change (LF :: r) with ([LF] ++ r). rewrite app_assoc.
  now rewrite (framed_app Line (body ++ [LF]) r (line_framed body H)).
Qed.

Lemma lines_of_rows rows : forallb good_sample rows = true ->
  lines_of (concat (map row_bytes rows) ++ [LF]) = map (fun s => join (fields s)) rows ++ [[]].
Proof.
  unfold lines_of. induction rows as [|s r IH]; [reflexivity|]. cbn [forallb].
  rewrite andb_true_iff. intros [S G]. cbn [map concat]. unfold row_bytes at 1.
  rewrite <- !app_assoc. cbn [app].
  rewrite frames_line_cons by now apply row_line. specialize (IH G).
  destruct (frames Line [] _) as [fs rest]. cbn [fst map app] in *.
  now rewrite removelast_last, IH.
Qed.

Lemma read_rows_back rows : forallb good_sample rows = true ->
  read_rows (map (fun s => join (fields s)) rows) = Accepted rows.
Proof.
  induction rows as [|s r IH]; [easy|]. cbn [forallb]. rewrite andb_true_iff. intros [S G].
  cbn [map read_rows]. destruct (good_sample_fields s S) as [F _].
  rewrite words_join; [|easy|].
  - rewrite arguments_ok; [|easy|eapply Forall_impl; [|exact F]; intros v H; apply H].
    cbn [fields]. now rewrite read_sample_fields, IH.
  - eapply Forall_impl; [|exact F]. intros v H. apply key_bytes_no_blank, H.
Qed.

Lemma decode_encode_response r : good_response r = true ->
  decode_response (encode_response r) = Accepted r.
Proof.
  destruct r as [rows|]; [|reflexivity]. intros G. pose proof (response_framed _ G) as F.
  unfold decode_response. rewrite (proj2 (one_frame_framed _ _) F). unfold framed in F. rewrite F.
  cbn [fst empty negb]. cbn [good_response encode_response] in *.
  change (same (str "ok" ++ _) error_bytes) with false. cbn [orb].
  change (starts_with (str "error" ++ [LF]) (str "ok" ++ _)) with false.
  change (starts_with (str "ok" ++ [LF]) (str "ok" ++ _)) with true. cbn [negb].
  unfold lines_of. change (str "ok" ++ [LF] ++ ?x) with (str "ok" ++ LF :: x).
  rewrite frames_line_cons by (vm_compute; intuition discriminate).
  pose proof (lines_of_rows rows G) as L. unfold lines_of in L.
  destruct (frames Line [] (concat _ ++ _)) as [fs rest]. cbn [fst map skipn] in *.
  now rewrite L, removelast_last, read_rows_back.
Qed.

(* Both ways at once: a message and its bytes. *)
Theorem decode_encode :
  (forall r, good_request r = true -> decode_request (encode_request r) = Accepted r) /\
  (forall r, good_response r = true -> decode_response (encode_response r) = Accepted r).
Proof. split; [exact decode_encode_request|exact decode_encode_response]. Qed.

Theorem response_prefix_free a b x : good_response a = true -> good_response b = true ->
  encode_response b = encode_response a ++ x -> x = [].
Proof. intros A B. apply (framed_prefix_free Response); now apply response_framed. Qed.

Lemma request_framed r : good_request r = true -> framed Line (encode_request r).
Proof.
  intros G. apply line_framed. destruct r as [s|k]; cbn [good_request] in G; unfold request_line.
  - destruct (good_sample_fields s G) as [F _]. apply join_no_control. constructor; [easy|].
    eapply Forall_impl; [|exact F]. intros v H. apply H.
  - apply join_no_control. unfold get_key in G. rewrite !andb_true_iff in G.
    repeat constructor; easy.
Qed.

(* What follows an answer, whatever it is, does not change what is cut out first. *)
Theorem decode_independent_of_what_follows r x : good_response r = true -> exists fs,
  fst (frames Response [] (encode_response r ++ x)) = encode_response r :: fs.
Proof.
  intros G. rewrite framed_app by now apply response_framed.
  destruct (frames Response [] x) as [fs rest]. now exists fs.
Qed.

Lemma forall_forallb {A} (f : A -> bool) l : forallb f l = true -> Forall (fun x => f x = true) l.
Proof. rewrite forallb_forall. apply Forall_forall. Qed.

(* Messages one after another and a partial one: cut out, they are the messages and the tail. *)
Theorem decode_stream_with_tail rs tail :
  forallb good_request rs = true -> fst (frames Line [] tail) = [] ->
  let (fs, rest) := frames Line [] (concat (map encode_request rs) ++ tail) in
  map decode_request fs = map Accepted rs /\ rev rest = tail.
Proof.
  intros G T. rewrite stream_with_tail; [|clear T|exact T].
  - rewrite rev_involutive. split; [|easy]. rewrite map_map. apply map_ext_in.
    intros r R. rewrite forallb_forall in G. now apply decode_encode_request, G.
  - apply Forall_map. eapply Forall_impl; [|apply forall_forallb, G]. intros r. apply request_framed.
Qed.
