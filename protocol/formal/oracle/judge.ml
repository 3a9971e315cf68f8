(* What the model says of one input, as a line of JSON for vectors and for people, or briefly for
   the differential fuzz target. No judgement is made here: all of it is the extracted model's. *)
module Whole = Z (* zarith's; the model has a Z of its own *)
open Model

let explode s = List.init (String.length s) (String.get s)
let implode l = String.of_seq (List.to_seq l)
let hex16 v = Whole.format "%016x" (bits v)
let zone = function MustAccept -> "must_accept" | Open -> "open" | MustReject -> "must_reject"

(* Slug and rule of each refusal, as in SPEC.md, section 7. *)
let refusal = function
  | EmptyLine -> ("empty-line", "REQ-ERR-5")
  | Unterminated -> ("unterminated", "REQ-FRM-9")
  | LineTooLong -> ("line-too-long", "REQ-LIM-2")
  | UnknownCommand -> ("unknown-command", "REQ-ERR-2")
  | KeywordCase -> ("keyword-case", "REQ-ERR-6")
  | PutArguments -> ("put-arguments", "REQ-PUT-12")
  | GetArguments -> ("get-arguments", "REQ-GET-12")
  | MisplacedBlank -> ("misplaced-blank", "REQ-PUT-13")
  | CarriageReturn -> ("carriage-return", "REQ-FRM-8")
  | ControlByte -> ("control-byte", "REQ-KEY-4")
  | KeyTooLong -> ("key-too-long", "REQ-LIM-1")
  | StarInPut -> ("star-in-put", "REQ-PUT-14")
  | ValueNotANumber -> ("value-not-a-number", "REQ-PUT-6")
  | ValueNotFinite -> ("value-not-finite", "REQ-PUT-7")
  | ValueSpelling -> ("value-spelling", "REQ-PUT-3")
  | ValueOutOfRange -> ("value-out-of-range", "REQ-PUT-7")
  | TimestampNotANumber -> ("timestamp-not-a-number", "REQ-PUT-10")
  | TimestampSpelling -> ("timestamp-spelling", "REQ-PUT-11")
  | TimestampOutOfRange -> ("timestamp-out-of-range", "REQ-PUT-11")
  | ResponseUnterminated -> ("response-unterminated", "REQ-FRM-2")
  | ResponseTrailingBytes -> ("response-trailing-bytes", "REQ-FRM-3")
  | UnknownStatus -> ("unknown-status", "REQ-GET-1")
  | ErrorText -> ("error-text", "REQ-ERR-1")
  | RowFields -> ("row-fields", "REQ-GET-1")
  | RowKey -> ("row-key", "REQ-GET-4")
  | RowValue -> ("row-value", "REQ-GET-7")
  | RowTimestamp -> ("row-timestamp", "REQ-GET-8")

let fault = function
  | NotANumber -> "not-a-number"
  | NotFinite -> "not-finite"
  | Spelling -> "spelling"
  | OutOfRange -> "out-of-range"

let without_lf l = match List.rev l with '\n' :: r -> List.rev r | _ -> l

(* ---- JSON: each code point of a string is one byte ---- *)

let quoted bytes =
  let out = Buffer.create 64 in
  Buffer.add_char out '"';
  List.iter
    (fun c ->
      match c with
      | '"' -> Buffer.add_string out "\\\""
      | '\\' -> Buffer.add_string out "\\\\"
      | '\n' -> Buffer.add_string out "\\n"
      | ' ' .. '~' -> Buffer.add_char out c
      | _ -> Buffer.add_string out (Printf.sprintf "\\u%04x" (Char.code c)))
    bytes;
  Buffer.add_char out '"';
  Buffer.contents out

let text s = quoted (explode s)
let entry (name, shown) = Printf.sprintf "\"%s\":%s" name shown
let record entries = "{" ^ String.concat "," (List.map entry entries) ^ "}"
let list shown = "[" ^ String.concat "," shown ^ "]"

let sample s =
  [ ("key", quoted s.key); ("value", text (hex16 s.value)); ("timestamp", text (Whole.to_string s.time)) ]

let refused why =
  let slug, rule = refusal why in
  [ ("verdict", text "refused"); ("refusal", text slug); ("rule", text rule) ]

let accepted entries canonical =
  (("verdict", text "accepted") :: entries) @ [ ("canonical", quoted canonical) ]

(* Only a whole line has a zone. *)
let request l =
  (if one_frame Line l then [ ("zone", text (zone (line_zone (without_lf l)))) ] else [])
  @
  match decode_request l with
  | Refused why -> refused why
  | Accepted r ->
      let entries =
        match r with
        | Put s -> ("command", text "put") :: sample s
        | Get k -> [ ("command", text "get"); ("key", quoted k) ]
      in
      accepted entries (encode_request r)

let response l =
  match decode_response l with
  | Refused why -> refused why
  | Accepted Error -> accepted [ ("status", text "error") ] (encode_response Error)
  | Accepted (Ok rows) ->
      let rows_shown = list (List.map (fun s -> record (sample s)) rows) in
      accepted [ ("status", text "ok"); ("rows", rows_shown) ] (encode_response (Ok rows))

let numeral zone_of read entries_of print l =
  [ ("zone", text (zone (zone_of l))) ]
  @
  match read l with
  | Not why -> [ ("verdict", text "refused"); ("refusal", text (fault why)) ]
  | Got v -> accepted (entries_of v) (print v)

let value = numeral value_zone read_value (fun v -> [ ("value", text (hex16 v)) ]) print_value

let timestamp =
  numeral time_zone read_time (fun z -> [ ("timestamp", text (Whole.to_string z)) ]) print_time

let stream marker l =
  let messages, rest = frames marker [] l in
  [ ("messages", list (List.map quoted messages)); ("tail", quoted (List.rev rest)) ]

(* What the reference answers to all that one client sends. *)
let answers l =
  let step (store, out) line =
    let store, answer = serve_line reference_rows store line in
    (store, out @ answer)
  in
  snd (List.fold_left step ([], []) (fst (frames Line [] l)))

let dialogue l = [ ("answers", quoted (answers l)) ]

let kinds =
  [
    ("request", request); ("response", response); ("value", value); ("timestamp", timestamp);
    ("request-stream", stream Line); ("response-stream", stream Response); ("dialogue", dialogue);
  ]

let json kind bytes =
  let l = explode bytes in
  record ([ ("kind", text kind); ("bytes", quoted l) ] @ (List.assoc kind kinds) l)

(* ---- Briefly, for the differential target: nothing to parse, only to compare ---- *)

let brief_sample s =
  Printf.sprintf "%s %s %s" (implode s.key) (hex16 s.value) (Whole.to_string s.time)

let brief_request bytes =
  let l = explode bytes in
  let verdict =
    match decode_request l with
    | Refused why -> "refused " ^ fst (refusal why)
    | Accepted r ->
        let shown =
          match r with Put s -> "put " ^ brief_sample s | Get k -> "get " ^ implode k
        in
        shown ^ "\n" ^ implode (encode_request r)
  in
  zone (line_zone (without_lf l)) ^ " " ^ verdict

let brief_response bytes =
  match decode_response (explode bytes) with
  | Refused why -> "refused " ^ fst (refusal why)
  | Accepted Error -> "error\n" ^ implode (encode_response Error)
  | Accepted (Ok rows as r) ->
      String.concat "\n" (("ok" :: List.map brief_sample rows) @ [ implode (encode_response r) ])
