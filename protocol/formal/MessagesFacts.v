(* Facts of messages: what is written is read back, bit for bit and whatever follows; what is read is
   a good message, its key and timestamp spelled in the one way there is; writing it anew changes no
   meaning. *)
From Eardrum Require Export ValueFacts Messages.

(* ---- Bytes of fields ---- *)

Definition field_byte (b : byte) : bool := is_key_byte b.

Lemma key_byte_plain b : is_key_byte b = true -> b <> SP /\ b <> LF /\ is_control b = false.
Proof.
  unfold is_key_byte. rewrite andb_true_iff, !negb_true_iff. intros [S C].
  apply byte_eqb_false in S. repeat split; try easy. intros ->. discriminate C.
Qed.

Lemma digit_key_byte b : is_digit b = true -> is_key_byte b = true.
Proof. destruct b; easy. Qed.

Lemma digits_key_bytes l : forallb is_digit l = true -> forallb is_key_byte l = true.
Proof. rewrite !forallb_forall. intros H b I. now apply digit_key_byte, H. Qed.

Lemma key_bytes_in l b : forallb is_key_byte l = true -> b = SP \/ b = LF -> ~ In b l.
Proof.
  rewrite forallb_forall. intros H E I. specialize (H b I). apply key_byte_plain in H.
  intuition.
Qed.

Lemma key_bytes_no_blank l : forallb is_key_byte l = true -> no_blank l.
Proof. intros H. apply key_bytes_in; [easy|tauto]. Qed.

Lemma print_time_bytes z : int64 z = true ->
  forallb is_key_byte (print_time z) = true /\ print_time z <> [] /\ len (print_time z) <= 20.
Proof.
  unfold int64. rewrite andb_true_iff, Z.leb_le, Z.ltb_lt. intros B. unfold print_time.
  assert (2 ^ 63 < 10 ^ 19) by reflexivity.
  assert (forall n, 0 <= n <= 2 ^ 63 -> forallb is_key_byte (print_nat n) = true /\
    print_nat n <> [] /\ len (print_nat n) <= 19) as P.
  { intros n N. destruct (print_nat_reads n) as (D & U & _); [lia|].
    split; [now apply digits_key_bytes|]. split; [intros E; rewrite E in U; discriminate U|].
    apply print_nat_length; lia. }
  destruct (z <? 0) eqn:L; [apply Z.ltb_lt in L|apply Z.ltb_ge in L].
  - destruct (P (- z)) as (D & _ & N); [lia|]. cbn [forallb]. rewrite D, len_cons.
    split; [reflexivity|]. split; [discriminate|lia].
  - destruct (P z) as (D & N & K); [lia|]. split; [exact D|]. split; [exact N|lia].
Qed.

Lemma print_value_bytes v : valid v = true ->
  forallb is_key_byte (print_value v) = true /\ print_value v <> [] /\ len (print_value v) <= 636.
Proof.
  intros V. destruct (encode_in_core v V) as (w & f & -> & W & U & F & LW & LF & _).
  unfold core_text. rewrite !forallb_app, (digits_key_bytes w W).
  assert (forallb is_key_byte (if empty f then [] else x2e :: f) = true /\
    len (if empty f then [] else x2e :: f) <= 326) as [-> L].
  { destruct (empty f); [split; [reflexivity|vm_compute; discriminate]|]. cbn [forallb]. rewrite (digits_key_bytes f F), len_cons. split; [reflexivity|lia]. }
  split; [|split].
  - destruct (negative v); reflexivity.
  - destruct w; [discriminate U|]. destruct (negative v); discriminate.
  - rewrite !len_app. assert (len (sign (negative v)) <= 1) by (destruct (negative v); vm_compute; discriminate). lia.
Qed.

Lemma put_key_bytes k : put_key k = true ->
  forallb is_key_byte k = true /\ k <> [] /\ len k <= 255 /\ k <> star.
Proof.
  unfold put_key, get_key. rewrite !andb_true_iff, !negb_true_iff, Z.leb_le.
  intros [[[E K] L] S]. split; [exact K|]. split; [intros ->; discriminate E|].
  split; [exact L|]. intros ->. now rewrite same_refl in S.
Qed.

Lemma good_sample_fields s : good_sample s = true ->
  Forall (fun w => forallb is_key_byte w = true /\ w <> []) (fields s) /\
  len (join (fields s)) <= 913.
Proof.
  unfold good_sample. rewrite !andb_true_iff. intros [[K T] V].
  apply put_key_bytes in K as (K & KN & KL & _). apply print_time_bytes in T as (T & TN & TL).
  apply print_value_bytes in V as (V & VN & VL). split; [repeat constructor; easy|].
  cbn [fields join]. rewrite !len_app, !len_cons, !len_app, !len_cons. lia.
Qed.

(* ---- Reading fields back ---- *)

Lemma arguments_ok n wrong ws : length ws = n -> Forall (fun w => w <> []) ws ->
  arguments n wrong ws = None.
Proof.
  revert ws; induction n as [|n IH]; intros [|w ws] L F; cbn in L; try easy.
  inversion F; subst. cbn [arguments forallb].
  destruct w; [easy|]. cbn [empty andb]. apply IH; [lia|easy].
Qed.

Lemma read_sample_fields kw vw tw s : good_sample s = true ->
  read_sample kw vw tw (key s) (print_value (value s)) (print_time (time s)) = Accepted s.
Proof.
  unfold good_sample. rewrite !andb_true_iff. intros [[K T] V].
  apply put_key_bytes in K as (K & KN & KL & KS). unfold read_sample, check_key.
  destruct (same (key s) star) eqn:S; [now apply same_iff in S|]. rewrite K. cbn [negb].
  replace (255 <? len (key s)) with false by (symmetry; apply Z.ltb_ge; lia).
  destruct (empty (key s)) eqn:E; [now apply empty_iff in E|].
  rewrite value_read_back, time_read_back by easy. now destruct s.
Qed.

Lemma no_control l : (forall b, In b l -> is_control b = false) -> control_refusal l = None.
Proof.
  induction l as [|b l IH]; intros H; [easy|]. cbn. rewrite (H b) by now left.
  apply IH. intros c I. apply H. now right.
Qed.

Lemma join_no_control ws : Forall (fun w => forallb is_key_byte w = true) ws ->
  (forall b, In b (join ws) -> is_control b = false) /\ ~ In LF (join ws).
Proof.
  intros F. enough (forall b, In b (join ws) -> is_key_byte b = true \/ b = SP) as H.
  { split.
    - intros b I. destruct (H b I) as [K| ->]; [now apply key_byte_plain in K|easy].
    - intros I. now destruct (H LF I). }
  induction F as [|w ws W F IH]; [easy|]. rewrite forallb_forall in W.
  destruct ws as [|v ws]; [intros b I; left; now apply W|].
  change (join (w :: v :: ws)) with (w ++ SP :: join (v :: ws)).
  intros b I. apply in_app_or in I as [I|[<-|I]]; [left; now apply W|now right|now apply IH].
Qed.

(* A line made of words is read as these words. *)
Lemma decode_words w args : Forall (fun w => forallb is_key_byte w = true /\ w <> []) (w :: args) ->
  len (join (w :: args)) <= 1023 ->
  decode_request (join (w :: args) ++ [LF]) =
    (if same w (str "put") then read_put args
     else if same w (str "get") then read_get args
     else Refused (if keyword (lower_case w) then KeywordCase else UnknownCommand)).
Proof.
  intros F L. assert (Forall (fun w => forallb is_key_byte w = true) (w :: args)) as K
    by (eapply Forall_impl; [|exact F]; intros v Hv; apply Hv).
  destruct (join_no_control _ K) as [C N]. unfold decode_request.
  rewrite (proj2 (one_frame_framed Line _)) by now apply line_framed. cbn [negb].
  rewrite len_app. change (len [LF]) with 1.
  replace (1024 <? _) with false by (symmetry; apply Z.ltb_ge; lia).
  rewrite removelast_last. unfold read_line.
  rewrite no_control by easy. rewrite words_join; cycle 1.
  { easy. }
  { eapply Forall_impl; [|exact K]. intros v. apply key_bytes_no_blank. }
  inversion F as [|? ? [_ W] _]; subst.
  destruct (empty w) eqn:E; [now apply empty_iff in E|].
  destruct (empty (join (w :: args))) eqn:J; [|easy]. exfalso. apply empty_iff in J.
  destruct w; [easy|]. destruct args; discriminate J.
Qed.

Lemma decode_encode_request r : good_request r = true ->
  decode_request (encode_request r) = Accepted r.
Proof.
  unfold encode_request, request_line. destruct r as [s|k]; cbn [good_request]; intros G.
  - destruct (good_sample_fields s G) as [F L].
    change (join (str "put" :: fields s)) with (str "put" ++ SP :: join (fields s)).
    change (str "put" ++ SP :: join (fields s)) with (join (str "put" :: fields s)).
    rewrite decode_words.
    + change (same (str "put") (str "put")) with true. unfold read_put.
      rewrite arguments_ok; [|easy|eapply Forall_impl; [|exact F]; intros v Hv; apply Hv].
      cbn [fields]. now rewrite read_sample_fields.
    + constructor; [easy|exact F].
    + change (len (str "put" ++ SP :: join (fields s)) <= 1023).
      rewrite len_app, len_cons. change (len (str "put")) with 3. lia.
  - unfold get_key in G. rewrite !andb_true_iff, negb_true_iff, Z.leb_le in G.
    destruct G as [[E K] L]. assert (k <> []) by (intros ->; discriminate E).
    rewrite decode_words.
    + change (same (str "get") (str "put")) with false.
      change (same (str "get") (str "get")) with true. unfold read_get.
      rewrite arguments_ok; [|easy|now repeat constructor].
      unfold check_key. rewrite K, E. cbn [negb].
      now replace (255 <? len k) with false by (symmetry; apply Z.ltb_ge; lia).
    + repeat constructor; easy.
    + change (len (str "get" ++ SP :: k) <= 1023).
      rewrite len_app, len_cons. change (len (str "get")) with 3. lia.
Qed.

(* ---- What is read is good, and its key and timestamp are spelled in one way ---- *)

Lemma check_key_good k : check_key k = None -> get_key k = true.
Proof.
  unfold check_key, get_key. destruct (forallb is_key_byte k); [|easy]. cbn [negb].
  destruct (255 <? len k) eqn:L; [easy|]. apply Z.ltb_ge in L. destruct (empty k); [easy|].
  intros _. cbn. now apply Z.leb_le.
Qed.

Lemma read_sample_spec kw vw tw k v t s : read_sample kw vw tw k v t = Accepted s ->
  good_sample s = true /\ key s = k /\ print_time (time s) = t /\ read_value v = Got (value s).
Proof.
  unfold read_sample. destruct (same k star) eqn:S; [easy|].
  destruct (check_key k) eqn:K; [easy|]. destruct (read_value v) as [x|] eqn:V; [|easy].
  destruct (read_time t) as [z|] eqn:T; [|easy]. intros [= <-]. cbn [key time value].
  apply time_one_spelling in T as [-> I]. unfold good_sample, put_key. cbn [key time value].
  rewrite (check_key_good k K), S, I, (read_value_valid v x V). easy.
Qed.

Lemma arguments_count n wrong ws : arguments n wrong ws = None -> length ws = n.
Proof.
  revert ws; induction n as [|n IH]; intros ws; cbn [arguments].
  - destruct ws as [|w ws]; [easy|]. cbn [empty]. now destruct (forallb empty (w :: ws)).
  - destruct (forallb empty ws); [easy|]. destruct ws as [|w ws]; [easy|].
    destruct (empty w); [easy|]. intros H. cbn. now rewrite (IH ws H).
Qed.

Lemma three_arguments wrong ws : arguments 3 wrong ws = None -> exists k v t, ws = [k; v; t].
Proof.
  intros H. apply arguments_count in H. destruct ws as [|k [|v [|t [|x ws]]]]; try discriminate H.
  now exists k, v, t.
Qed.

Lemma one_frame_line l : one_frame Line l = true -> exists body, l = body ++ [LF].
Proof.
  destruct l as [|b body] using rev_ind; [easy|]. clear IHbody.
  rewrite one_frame_framed. unfold framed. rewrite frames_app.
  destruct (frames Line [] body) as [fs st]. cbn [frames ends].
  destruct (Byte.eqb b LF) eqn:E; [apply byte_eqb_true in E; subst; now exists body|easy].
Qed.

(* The strict grammar, declaratively: how accepted lines look. *)
Theorem decode_request_form l r : decode_request l = Accepted r ->
  good_request r = true /\
  match r with
  | Put s => exists v, l = join [str "put"; key s; v; print_time (time s)] ++ [LF] /\
                       read_value v = Got (value s)
  | Get k => l = join [str "get"; k] ++ [LF]
  end.
Proof.
  unfold decode_request. destruct (one_frame Line l) eqn:O; [|easy]. cbn [negb].
  destruct (1024 <? len l); [easy|]. apply one_frame_line in O as [body ->].
  rewrite removelast_last. unfold read_line. destruct (empty body); [easy|].
  destruct (control_refusal body); [easy|].
  pose proof (join_words body) as J. destruct (words body) as [|w args]; [easy|].
  destruct (empty w); [easy|]. destruct (same w (str "put")) eqn:P.
  - apply same_iff in P. subst w. unfold read_put.
    destruct (arguments 3 PutArguments args) eqn:A; [easy|].
    apply three_arguments in A as (k & v & t & ->).
    destruct (read_sample _ _ _ k v t) as [s|] eqn:R; [|easy]. intros [= <-].
    apply read_sample_spec in R as (G & <- & <- & V). split; [exact G|]. exists v. split; [|easy].
    now rewrite J.
  - destruct (same w (str "get")) eqn:Q; [|easy]. apply same_iff in Q. subst w. unfold read_get.
    destruct (arguments 1 GetArguments args) eqn:A; [easy|].
    destruct args as [|k [|]]; try easy. destruct (check_key k) eqn:K; [easy|]. intros [= <-].
    split; [now apply check_key_good|]. now rewrite J.
Qed.

Theorem decode_total l :
  (exists r, decode_request l = Accepted r /\ good_request r = true) \/
  (exists why, decode_request l = Refused why).
Proof.
  destruct (decode_request l) as [r|why] eqn:D; [left|right; eauto].
  exists r. split; [easy|]. now apply decode_request_form in D.
Qed.

(* Reading, then writing: the meaning stays, and what was written is a fixed point. *)
Theorem canonicalise_keeps_meaning l r : decode_request l = Accepted r ->
  decode_request (encode_request r) = Accepted r.
Proof. intros D. apply decode_encode_request. now apply decode_request_form in D. Qed.

Definition canonical (l : bytes) : option bytes :=
  match decode_request l with Accepted r => Some (encode_request r) | Refused _ => None end.

Theorem canonicalise_idempotent l c : canonical l = Some c -> canonical c = Some c.
Proof.
  unfold canonical. destruct (decode_request l) as [r|] eqn:D; [|easy]. intros [= <-].
  now rewrite (canonicalise_keeps_meaning l r D).
Qed.

(* One wire form: among canonical lines, meaning determines the bytes. *)
Theorem one_wire_form l1 l2 r : canonical l1 = Some l1 -> canonical l2 = Some l2 ->
  decode_request l1 = Accepted r -> decode_request l2 = Accepted r -> l1 = l2.
Proof. unfold canonical. intros C1 C2 D1 D2. rewrite D1 in C1. rewrite D2 in C2. congruence. Qed.

(* Accepted lines of one meaning differ in the spelling of the value alone; gets not at all. *)
Theorem one_wire_form_of_key_and_timestamp l r : decode_request l = Accepted r ->
  match r with
  | Put s => exists v, l = join [str "put"; key s; v; print_time (time s)] ++ [LF] /\
      encode_request r = join [str "put"; key s; print_value (value s); print_time (time s)] ++ [LF]
  | Get _ => l = encode_request r
  end.
Proof. intros D. apply decode_request_form in D as [_ D]. destruct r; [|easy]. destruct D as (v & -> & _). now exists v. Qed.
