(* Facts of sessions: how the input is cut changes nothing, each non-empty line has one response, an
   error changes nothing, what was put is got, and client after server gives the abstract run. *)
From Eardrum Require Import StoreFacts.
From Eardrum Require Export ResponsesFacts Sessions.

Section AnyPolicy.
  Variable p : policy.

  (* The session over segments is the line by line model over the whole. *)
  Theorem session_equals_model store segments :
    serve p store segments = serve_lines p store (fst (frames Line [] (concat segments))).
  Proof. unfold serve. now rewrite chunked_equals_whole. Qed.

  Lemma serve_lines_app store a b :
    serve_lines p store (a ++ b) =
    let (store', out) := serve_lines p store a in
    let (store'', out') := serve_lines p store' b in (store'', out ++ out').
  Proof.
    revert store; induction a as [|l a IH]; intros store; cbn [app serve_lines].
    - now destruct (serve_lines p store b).
    - destruct (serve_line p store l) as [s o]. rewrite IH.
      destruct (serve_lines p s a) as [s' o']. destruct (serve_lines p s' b). now rewrite app_assoc.
  Qed.

  Theorem error_changes_nothing store l why :
    decode_request l = Refused why -> fst (serve_line p store l) = store.
  Proof. intros D. unfold serve_line. rewrite D. now destruct (same l [LF]). Qed.

  Lemma error_answer store l why : l <> [LF] ->
    decode_request l = Refused why -> snd (serve_line p store l) = error_bytes.
  Proof.
    intros N D. unfold serve_line. rewrite D. destruct (same l [LF]) eqn:E; [|easy].
    now apply same_iff in E.
  Qed.

  (* The policy gives rows that can be written, if the store has such. *)
  Definition writes_good : Prop := forall store q,
    forallb good_sample store = true -> forallb good_sample (p store q) = true.

  Hypothesis W : writes_good.

  Lemma store_stays_good store l : forallb good_sample store = true ->
    forallb good_sample (fst (serve_line p store l)) = true.
  Proof.
    intros G. unfold serve_line. destruct (same l [LF]); [easy|].
    destruct (decode_request l) as [[s|q]|why] eqn:D; [|easy|easy]. cbn [fst].
    apply decode_request_form in D as [D _]. rewrite forallb_app, G. cbn in *. now rewrite D.
  Qed.

  Theorem one_response_per_line store ls : forallb good_sample store = true ->
    let answered := filter (fun l => negb (same l [LF])) ls in
    exists rs, length rs = length answered /\
      frames Response [] (snd (serve_lines p store ls)) = (rs, []).
  Proof.
    revert store; induction ls as [|l ls IH]; intros store G; [now exists []|].
    cbn [serve_lines filter]. pose proof (store_stays_good store l G) as G'.
    assert (if same l [LF] then snd (serve_line p store l) = []
      else framed Response (snd (serve_line p store l))) as O.
    { unfold serve_line. destruct (same l [LF]); [easy|].
      destruct (decode_request l) as [[s|q]|why]; cbn [snd]; apply response_framed; try easy.
      cbn [good_response]. now apply W. }
    destruct (serve_line p store l) as [store' out]. cbn [fst snd] in *.
    destruct (IH store' G') as (rs & N & F).
    destruct (serve_lines p store' ls) as [store'' out']. cbn [snd] in *.
    destruct (same l [LF]); cbn [negb].
    - subst out. now exists rs.
    - exists (out :: rs). split; [cbn; now rewrite N|]. now rewrite framed_app, F.
  Qed.

  Lemma serve_requests store rs : forallb good_request rs = true ->
    snd (serve_lines p store (map encode_request rs)) =
    concat (map encode_response (run p store rs)).
  Proof.
    revert store; induction rs as [|r rs IH]; intros store G; [easy|]. cbn [forallb] in G.
    apply andb_true_iff in G as [R G]. cbn [map serve_lines].
    assert (same (encode_request r) [LF] = false) as N.
    { destruct (same (encode_request r) [LF]) eqn:E; [|easy]. apply same_iff in E.
      destruct r; discriminate E. }
    unfold serve_line. rewrite N, decode_encode_request by easy.
    destruct r as [s|q]; cbn [run map concat].
    - specialize (IH (store ++ [s]) G).
      destruct (serve_lines p (store ++ [s]) _) as [s' o]. cbn [snd] in *. now rewrite IH.
    - specialize (IH store G).
      destruct (serve_lines p store _) as [s' o]. cbn [snd] in *. now rewrite IH.
  Qed.

  Lemma run_good store rs : forallb good_sample store = true -> forallb good_request rs = true ->
    forallb good_response (run p store rs) = true.
  Proof.
    revert store; induction rs as [|r rs IH]; intros store G R; [easy|]. cbn [forallb] in R.
    apply andb_true_iff in R as [R1 R]. destruct r as [s|q]; cbn [run forallb good_response].
    - apply IH; [|easy]. rewrite forallb_app, G. cbn in *. now rewrite R1.
    - rewrite (W store q G). now apply IH.
  Qed.

  (* A pipelined batch, cut in any way on either side. *)
  Theorem client_server_run store rs up down :
    forallb good_sample store = true -> forallb good_request rs = true ->
    concat up = client_sends rs -> concat down = snd (serve p store up) ->
    client_reads down = map Accepted (run p store rs).
  Proof.
    intros G R U D. unfold client_reads. rewrite chunked_equals_whole, D, session_equals_model, U.
    unfold client_sends. rewrite <- (app_nil_r (concat (map encode_request rs))).
    rewrite stream_with_tail; [|apply Forall_map; eapply Forall_impl; [|apply forall_forallb, R];
      intros r; apply request_framed|easy]. cbn [fst].
    rewrite serve_requests by easy. rewrite <- (app_nil_r (concat _)).
    rewrite stream_with_tail; [|apply Forall_map; eapply Forall_impl;
      [|apply forall_forallb, (run_good store rs G R)]; intros r; apply response_framed|easy].
    cbn [fst]. rewrite map_map. apply map_ext_in. intros r I.
    pose proof (run_good store rs G R) as K. rewrite forallb_forall in K.
    now apply decode_encode_response, K.
  Qed.
End AnyPolicy.

(* The reference. *)
Lemma last_wins_sub l r : In r (last_wins l) -> In r l.
Proof.
  induction l as [|x l IH]; [easy|]. cbn. destruct (existsb _ l); intros R.
  - right. now apply IH.
  - destruct R; [now left|right; now apply IH].
Qed.

Lemma reference_writes_good : writes_good reference_rows.
Proof.
  intros store q. rewrite !forallb_forall. intros G s I. apply G.
  unfold reference_rows, answer in I. rewrite sort_in in I. apply filter_In in I as [I _].
  now apply last_wins_sub.
Qed.

(* What was put, and not put again since, is got. *)
Theorem get_after_put store s : put_key (key s) = true ->
  In s (reference_rows (store ++ [s]) (key s)).
Proof.
  intros K. unfold reference_rows, answer. rewrite sort_in. apply filter_In. split.
  - change [s] with (s :: []). now apply last_write_wins.
  - unfold matches. now rewrite (same_refl (key s)), orb_true_r.
Qed.
