(* Requests and responses: the one canonical form, the strict reading with the reason of each
   refusal (SPEC.md 7, in its order), and the three zones of request lines (SPEC.md 5). A message
   carries its value as a binary64, bit for bit, so a round trip here is one of numbers, not of
   texts. *)
From Eardrum Require Export Numerals.

Record sample := Sample { key : bytes; time : Z; value : b64 }.
Inductive request := Put (s : sample) | Get (k : bytes).
Inductive response := Ok (rows : list sample) | Error.

(* ---- What can be written ---- *)

Definition star : bytes := str "*".
Definition get_key (k : bytes) : bool := negb (empty k) && forallb is_key_byte k && (len k <=? 255).
Definition put_key (k : bytes) : bool := get_key k && negb (same k star).
Definition good_sample (s : sample) : bool := put_key (key s) && int64 (time s) && valid (value s).
Definition good_request (r : request) : bool :=
  match r with Put s => good_sample s | Get k => get_key k end.
Definition good_response (r : response) : bool :=
  match r with Ok rows => forallb good_sample rows | Error => true end.

(* ---- Writing ---- *)

Definition fields (s : sample) : list bytes :=
  [key s; print_value (value s); print_time (time s)].
Definition request_line (r : request) : bytes :=
  match r with
  | Put s => join (str "put" :: fields s)
  | Get k => join [str "get"; k]
  end.
Definition encode_request (r : request) : bytes := request_line r ++ [LF].

Definition row_bytes (s : sample) : bytes := join (fields s) ++ [LF].
Definition error_bytes : bytes := str "error" ++ [LF] ++ str "wrong command" ++ [LF; LF].
Definition encode_response (r : response) : bytes :=
  match r with
  | Ok rows => str "ok" ++ [LF] ++ concat (map row_bytes rows) ++ [LF]
  | Error => error_bytes
  end.

(* ---- Reading ---- *)

Inductive refusal :=
  EmptyLine | Unterminated | LineTooLong | UnknownCommand | KeywordCase | PutArguments |
  GetArguments | MisplacedBlank | CarriageReturn | ControlByte | KeyTooLong | StarInPut |
  ValueNotANumber | ValueNotFinite | ValueSpelling | ValueOutOfRange | TimestampNotANumber |
  TimestampSpelling | TimestampOutOfRange | ResponseUnterminated | ResponseTrailingBytes |
  UnknownStatus | ErrorText | RowFields | RowKey | RowValue | RowTimestamp.

Inductive result (A : Type) := Accepted (a : A) | Refused (why : refusal).
Arguments Accepted {A}. Arguments Refused {A}.

Definition check_key (k : bytes) : option refusal :=
  if negb (forallb is_key_byte k) then Some ControlByte
  else if 255 <? len k then Some KeyTooLong
  else if empty k then Some MisplacedBlank else None.

(* Exactly n arguments between single blanks; the first fault from the left counts. *)
Fixpoint arguments (n : nat) (wrong : refusal) (ws : list bytes) : option refusal :=
  match n with
  | O => if empty ws then None else if forallb empty ws then Some MisplacedBlank else Some wrong
  | S n' =>
      if forallb empty ws then Some wrong
      else match ws with
           | w :: r => if empty w then Some MisplacedBlank else arguments n' wrong r
           | [] => Some wrong
           end
  end.

Definition value_refusal (f : fault) : refusal :=
  match f with
  | NotANumber => ValueNotANumber | NotFinite => ValueNotFinite
  | Spelling => ValueSpelling | OutOfRange => ValueOutOfRange
  end.
Definition time_refusal (f : fault) : refusal :=
  match f with
  | NotANumber | NotFinite => TimestampNotANumber
  | Spelling => TimestampSpelling | OutOfRange => TimestampOutOfRange
  end.

(* Key, value and timestamp, in that order; `k_wrong` and the like name the refusals. *)
Definition read_sample (key_wrong : refusal -> refusal) (value_wrong time_wrong : fault -> refusal)
    (k v t : bytes) : result sample :=
  match (if same k star then Some StarInPut else check_key k) with
  | Some why => Refused (key_wrong why)
  | None =>
      match read_value v with
      | Not f => Refused (value_wrong f)
      | Got x =>
          match read_time t with
          | Not f => Refused (time_wrong f)
          | Got z => Accepted (Sample k z x)
          end
      end
  end.

Definition read_put (ws : list bytes) : result request :=
  match arguments 3 PutArguments ws, ws with
  | None, [k; v; t] =>
      match read_sample (fun why => why) value_refusal time_refusal k v t with
      | Accepted s => Accepted (Put s)
      | Refused why => Refused why
      end
  | Some why, _ => Refused why
  | None, _ => Refused PutArguments
  end.

Definition read_get (ws : list bytes) : result request :=
  match arguments 1 GetArguments ws, ws with
  | None, [k] => match check_key k with Some why => Refused why | None => Accepted (Get k) end
  | Some why, _ => Refused why
  | None, _ => Refused GetArguments
  end.

Fixpoint control_refusal (l : bytes) : option refusal :=
  match l with
  | [] => None
  | b :: r =>
      if is_control b
      then Some (if Byte.eqb b x0d && empty r then CarriageReturn else ControlByte)
      else control_refusal r
  end.

Definition keyword (w : bytes) : bool := same w (str "put") || same w (str "get").

(* A request line without its LF. *)
Definition read_line (l : bytes) : result request :=
  if empty l then Refused EmptyLine else
  match control_refusal l, words l with
  | Some why, _ => Refused why
  | None, [] => Refused EmptyLine
  | None, w :: args =>
      if empty w then Refused MisplacedBlank
      else if same w (str "put") then read_put args
      else if same w (str "get") then read_get args
      else Refused (if keyword (lower_case w) then KeywordCase else UnknownCommand)
  end.

(* Any bytes as one frame: LF at the end and nowhere else. *)
Definition decode_request (l : bytes) : result request :=
  if negb (one_frame Line l) then Refused Unterminated
  else if 1024 <? len l then Refused LineTooLong
  else read_line (removelast l).

Fixpoint read_rows (rows : list bytes) : result (list sample) :=
  match rows with
  | [] => Accepted []
  | l :: r =>
      match arguments 3 RowFields (words l), words l with
      | None, [k; v; t] =>
          match read_sample (fun _ => RowKey) (fun _ => RowValue) (fun _ => RowTimestamp) k v t with
          | Refused why => Refused why
          | Accepted s =>
              match read_rows r with Accepted ss => Accepted (s :: ss) | Refused why => Refused why end
          end
      | _, _ => Refused RowFields
      end
  end.

(* The lines of a text whose last line ends in LF, without their LFs. *)
Definition lines_of (l : bytes) : list bytes := map (@removelast byte) (fst (frames Line [] l)).

(* Any bytes as one frame: LF LF at the end and nowhere else. *)
Definition decode_response (l : bytes) : result response :=
  if empty (fst (frames Response [] l)) then Refused ResponseUnterminated
  else if negb (one_frame Response l) then Refused ResponseTrailingBytes
  else if same l error_bytes then Accepted Error
  else if starts_with (str "error" ++ [LF]) l then Refused ErrorText
  else if negb (starts_with (str "ok" ++ [LF]) l) then Refused UnknownStatus
  else match read_rows (removelast (skipn 1 (lines_of l))) with
       | Accepted rows => Accepted (Ok rows)
       | Refused why => Refused why
       end.

(* ---- Zones ---- *)

Inductive zone := MustAccept | Open | MustReject.

Definition fault_zone (f : fault) : zone :=
  match f with NotANumber => MustReject | _ => Open end.

Definition underflows (p : spelled) (v : b64) : bool :=
  (mantissa v =? 0) && negb (number (whole p ++ fraction p) =? 0).

Definition value_zone (l : bytes) : zone :=
  match read_value l, spelling l with
  | Got v, Some p => if has_exponent p || underflows p v then Open else MustAccept
  | Got _, None => Open
  | Not f, _ => fault_zone f
  end.

Definition time_zone (l : bytes) : zone :=
  match read_time l with
  | Got z => if (0 <=? z) && (z <=? 2147483647) then MustAccept else Open
  | Not f => fault_zone f
  end.

Definition key_zone (k : bytes) : zone :=
  if forallb is_core_key_byte k then MustAccept else Open.

(* An open argument entitles a server to close before it sees the others. *)
Definition put_zone (k v t : zone) : zone :=
  match k, v, t with
  | MustAccept, MustAccept, MustAccept => MustAccept
  | Open, _, _ | _, Open, _ | _, _, Open => Open
  | _, _, _ => MustReject
  end.

(* Printable, at most 128 bytes with its LF, and single blanks inside only. *)
Definition splits_one_way (l : bytes) : bool :=
  forallb is_printable l && (len l <? 128) && forallb (fun w => negb (empty w)) (words l).

Definition line_zone (l : bytes) : zone :=
  if negb (splits_one_way l) then Open else
  match words l with
  | w :: args =>
      if same w (str "put") then
        match args with
        | [k; v; t] => put_zone (key_zone k) (value_zone v) (time_zone t)
        | _ => MustReject
        end
      else if same w (str "get") then
        match args with
        | [k] => if same k star then MustAccept else key_zone k
        | _ => MustReject
        end
      else if keyword (lower_case w) then Open else MustReject
  | [] => Open
  end.
