(* The inputs of the vectors: every row of the tables in SPEC.md, limits from both sides, boundary
   values, and mutations of all that by a small generator with a fixed seed. What is right about
   them is the model's to say. *)

let keys =
  [
    "k"; "palm.cpu"; "eardrum.cpu"; "a-b_c.D9"; "put"; "get"; "ok"; "error"; "**"; "*a"; "a*"; "0";
    "k!\"#"; "K"; "\xd0\xb8\xd0\xbc\xd1\x8f.cpu"; "\x80"; "\xff\xfe"; "~";
  ]

let bad_keys = [ "*"; "a\tb"; "a\000b"; "\127"; "a\rb"; ""; "\001" ]

let values =
  [
    (* SPEC.md 5.2 *)
    "10"; "10.6"; "-3.5"; "0"; "-0"; "0.0"; "-0.0"; "-0.00"; "10.5"; "10.50"; "15.3"; "1e5"; "1E-7";
    "1e+05"; "1e0"; "1E+0"; "-1e5"; "1e05"; "1e-0"; "1e400"; "-1e400"; "1e-400"; "-1e-400"; "0e400";
    "-0e9999999999"; "0e-9999999999"; "1e9999999999999999999999"; "1e-9999999999999999999999";
    "0.0e99999"; "+1"; "007"; ".5"; "5."; "0x10"; "0x1p3"; "-.5"; "-5."; "00"; "-00"; "01.5"; "-01";
    "00.5"; "inf"; "-Infinity"; "nan"; "NaN(1)"; "sNaN"; "INF"; "+inf"; "infinity"; "-nan"; "nan("; "nan()";
    "infx"; "qnan"; "nanq"; "NaN"; "iNf"; "infinit"; "snanx"; "in"; "na"; "n"; "1_000"; "1,5"; "1.234.567"; "1.2345.678";
    "1234.567.890"; "-1.234.567"; ".123.456"; "1.234."; "\xd9\xa1"; "\xef\xbc\x91"; "1\xd9\xa1"; "1e"; "e5"; "1abc"; "1-2"; "5-";
    "1e+"; "1e-"; "1e5.5"; "1ee5"; "--1"; "-"; "abc"; "1.2.3"; "1..2"; "+-1"; "."; "+"; "-+1"; "++1"; "--"; "..";
    "..1"; "-."; "e"; "E"; "x"; "-x"; "1 "; ""; "1\000"; "1f"; "1d"; "1L"; "0b1"; "0o7"; "1e1e1"; "-e5"; "1.e5"; ".e5"; "%"; "put"; "None"; "true";
    (* boundaries of binary64 *)
    "5e-324"; "4.9e-324"; "2.4e-324"; "2.5e-324"; "-2.4e-324"; "-2.5e-324";
    "2.4703282292062327208e-324"; "2.4703282292062327209e-324"; "2.470328229206232720882843964341106861825299013071623822127928412503377536351043e-324";
    "2.2250738585072014e-308"; "2.2250738585072011e-308"; "2.225073858507201e-308"; "2.2250738585072012e-308";
    "1.7976931348623157e308"; "1.7976931348623158e308"; "1.7976931348623159e308"; "-1.7976931348623159e308"; "1.797693134862315807e308"; "1.797693134862315808e308";
    "179769313486231580793728971405303415079934132710037826936173778980444968292764750946649017977587207096330286416692887910946555547851940402630657488671505820681908902000708383676273854845817711531764475730270069855571366959622842914819860834936475292719074168444365510704342711559699508093042880";
    "179769313486231580793728971405303415079934132710037826936173778980444968292764750946649017977587207096330286416692887910946555547851940402630657488671505820681908902000708383676273854845817711531764475730270069855571366959622842914819860834936475292719074168444365510704342711559699508093042879";
    "9007199254740991"; "9007199254740992"; "9007199254740993"; "9007199254740994"; "9007199254740995"; "-9007199254740993";
    "9007199254740993.0000000000000000000000001"; "4503599627370496.5"; "4503599627370497.5"; "2251799813685248.25"; "1125899906842624.125"; "1125899906842624.375";
    "0.1"; "0.2"; "0.3"; "0.30000000000000004"; "1e23"; "8.5e22"; "1e22"; "9.999999999999999e22"; "123456789012345678"; "0.000001"; "0.0001"; "100000"; "1000000"; "1e15"; "1e16"; "1e17"; "1e21"; "16777217"; "16777216.5"; "3.4028235e38"; "3.4028236e38"; "1e-45"; "10.1234567"; "0.1000000000000000055511151231257827021181583404541015625";
    "1.00000000000000011102230246251565404236316680908203125"; "1.00000000000000011102230246251565404236316680908203124"; "1.00000000000000011102230246251565404236316680908203126"; "1.00000000000000033306690738754696212708950042724609375";
    "1.0000000000000002"; "0.9999999999999999"; "1.5e300"; "4.35"; "4.349999999999999"; "6.631236846766476e-316"; "3.2378839133029012895883524125015321748630094390597e-319"; "6.929001713869936e+236"; "1.8446744073709552e19"; "9.5367431640625e-7"; "9.5367431640625e-07";
    "9.5e-307"; "1.1754943508222875e-38"; "7.0e-46"; "7.1e-46"; "72057594037927936"; "72057594037927945"; "2e-324"; "3e-324"; "1e-323"; "1e308"; "2e308";
  ]

let timestamps =
  [
    "1501864247"; "1501864259"; "0"; "1"; "9"; "10"; "2147483646"; "2147483647"; "2147483648"; "4294967295"; "4294967296"; "9223372036854775806"; "9223372036854775807";
    "9223372036854775808"; "-1"; "-10"; "-2147483648"; "-9223372036854775807"; "-9223372036854775808"; "-9223372036854775809"; "18446744073709551615"; "18446744073709551616"; "18446744073709551617";
    "99999999999999999999"; "100000000000000000000000000"; "007"; "+7"; "-0"; "00"; "-00"; "-01"; "7.0"; "1e3"; "1E3"; "nan"; "inf"; "-inf"; "1_000"; "0x10"; "5-"; "7s"; "abc"; "-"; "1-2"; "2017-08-04"; "--1"; "1--2"; "-1-2"; "1-"; "1-2-"; "-1-";
    "1.2.3"; "1,5"; "\xd9\xa1"; ""; "+"; "."; ".5"; "5."; "1\0007"; "1.234.567"; "now"; "+-1"; "-+1"; "infinity"; "NaN(1)"; "snan"; "1 2"; "\xff";
  ]

let long n = String.make n 'k'
let put k v t = String.concat " " [ "put"; k; v; t ] ^ "\n"
let get k = "get " ^ k ^ "\n"

(* A put whose line has n bytes, LF included, by a value of many digits. *)
let put_of_size n = put "k" ("1." ^ String.make (n - 11) '5') "1"

let plain_requests =
  List.concat
    [
      List.map (fun v -> put "k" v "1") values; List.map (fun t -> put "k" "1" t) timestamps;
      List.map (fun k -> put k "10.6" "1501864247") (keys @ bad_keys); List.map get (keys @ bad_keys);
      [
        "put palm.cpu 10.6 1501864247\n"; "get palm.cpu\n"; "get *\n"; "get wrong command test\n"; "\n"; ""; "get k"; "put k 1 1"; "get k\n\n"; "get k\nget k\n"; "\nget k\n"; "put\n"; "get\n"; "put \n"; "get \n"; "put  \n"; "put k\n"; "put k 1\n"; "put k 1 \n"; "put k 1 1 \n"; "put k 1 1 1\n"; "put k 1 1  \n"; "put k 1 1  x\n";
        "put  k 1 1\n"; "put k  1 1\n"; "put k 1  1\n"; " put k 1 1\n"; "put k 1 1\r\n"; "get k\r\n"; "get k\r\r\n"; "get \rk\n"; "get k\tk\n"; "put\tk\t1\t1\n"; "get k k\n"; "get k \n"; "get  k\n"; " get k\n"; "get k  k\n"; "gett k\n"; "putx k 1 1\n"; "ge k\n"; "PUT k 1 1\n"; "Get k\n"; "GET\n"; "PUT\n"; "pUt k 1 1\n"; "GETT k\n"; "delete k\n"; "put,k,1,1\n"; "ok\n"; "error\n"; " \n"; "  \n"; "\000\n"; "\xff\n"; "get\000k\n"; "put k abc abc\n"; "put * abc abc\n"; "put * 1 1\n"; "put k nan abc\n"; "put k! abc 1\n"; "put k 1e5 abc\n"; "put k abc -1\n"; "\xd0\xbfut k 1 1\n"; "help\n"; "quit\n"; "get *\r\n"; "get * *\n"; "get **\n"; "get k*\n"; "G\n"; "putput k 1 1\n"; "p\n"; "put -1 -1 -1\n"; "put 1 1 k\n"; "get k\n "; "getk\n"; "putk 1 1\n";
      ];
      List.concat_map (fun n -> [ put (long n) "1" "1"; get (long n) ]) [ 64; 100; 254; 255; 256; 300 ];
      List.concat_map
        (fun n -> [ put_of_size n; get (long (n - 5)); long (n - 1) ^ "\n" ])
        [ 127; 128; 129; 1023; 1024; 1025; 1026 ];
      [
        put (long 255) ("-0." ^ String.make 324 '0' ^ "5") "-9223372036854775808";
        put "k" ("-" ^ String.make 309 '9') "1"; put "k" ("1" ^ String.make 308 '0') "1"; put "k" ("1" ^ String.make 400 '0') "1";
        put "k" ("0." ^ String.make 400 '0' ^ "1") "1";
        String.make 1024 ' ' ^ "\n"; String.make 127 ' ' ^ "\n";
      ];
    ]

let ok rows = "ok\n" ^ String.concat "" (List.map (fun r -> r ^ "\n") rows) ^ "\n"
let row k v t = String.concat " " [ k; v; t ]

let plain_responses =
  List.concat
    [
      [
        "ok\n\n"; "error\nwrong command\n\n"; "ok\npalm.cpu 10.5 1501864247\neardrum.cpu 15.3 1501864259\n\n"; ""; "\n"; "\n\n"; "ok"; "ok\n"; "ok\n\n\n"; "ok\n\nok\n\n"; "\nok\n\n"; "ok \n\n"; " ok\n\n"; "OK\n\n"; "Ok\n\n"; "okay\n\n"; "ok\r\n\r\n"; "ok\r\n\n"; "fine\n\n"; "o\n\n"; "okk 1 1\n\n"; "ok k 1 1\n\n"; "error\n\n"; "error\nwrong command\n"; "error\nwrong command"; "error\nWrong command\n\n"; "error\nwrong command \n\n"; "error\nwrong  command\n\n"; "error\nno such key\n\n"; "error\nwrong command\nk 1 1\n\n"; "error\nwrong command\n\n\n"; "error\nwrong\n\n"; "error\nwrong commands\n\n"; "ERROR\nwrong command\n\n"; "error wrong command\n\n"; "err\nwrong command\n\n"; "erro\n\n"; "error\n"; "errors\n\n"; "ok\nerror\nwrong command\n\n"; "ok\nk 1 1\n"; "ok\nk 1 1"; "ok\nk 1\n\n"; "ok\nk\n\n"; "ok\nk 1 1 1\n\n"; "ok\n k 1 1\n\n"; "ok\nk  1 1\n\n"; "ok\nk 1  1\n\n"; "ok\nk 1 1 \n\n"; "ok\n \n\n"; "ok\n   \n\n"; "ok\nk 1 1\n \n\n"; "ok\nk 1 1\r\n\n"; "ok\n* 1 1\n\n"; "ok\n** 1 1\n\n"; "ok\nput k 1 1\n\n"; "ok\nok 1 1\n\n"; "ok\nerror 1 1\n\n"; "ok\nk 1 1\nk 1 1\n\n"; "ok\nk 1 1\nk 1 2\nj 1.50 1\n\n"; "ok\nk 1 2\nk 1 1\n\n"; "ok\nk 1 1\nbad\n\n"; "ok\nbad\nk 1 1\n\n"; "ok\nk 1 1\n\nk 1 1\n\n"; "ok\n\nk 1 1\n\n"; "ok\tk\n\n"; "ok\nk\t1\t1\n\n"; "\xff\n\n"; "ok\n\xff 1 1\n\n"; "ok\nk nan 007\n\n"; "ok\n* nan 007\n\n"; "ok\nk 1 007 x\n\n";
      ];
      List.map (fun v -> ok [ row "k" v "1" ]) values; List.map (fun t -> ok [ row "k" "1" t ]) timestamps;
      List.map (fun k -> ok [ row k "1" "1" ]) (keys @ bad_keys);
      List.map (fun n -> ok [ row (long n) "1" "1" ]) [ 254; 255; 256 ]; [ ok (List.init 20 (fun i -> row "k" "1" (string_of_int i))) ];
    ]

(* ---- Mutations: Marsaglia's xorshift, so that every machine writes the same vectors ---- *)

let state = ref 88172645463325252

let random n =
  let x = !state in
  let x = x lxor (x lsl 13) in
  let x = x lxor (x lsr 7) in
  let x = x lxor (x lsl 17) in
  state := x;
  x land max_int mod n

let pick l = List.nth l (random (List.length l))

let tokens =
  [
    " "; "\n"; "0"; "1"; "9"; "-"; "+"; "."; "e"; "E"; "*"; "put"; "get"; "put "; "get "; "ok\n"; "error\n"; "\r"; "\t"; "\000"; "\127"; "\x80"; "\xff"; "k"; "K"; ","; "_"; "inf"; "nan"; "00"; "e-5"; "e400"; "10.6"; " 1"; "\n\n"; "x"; "(";
  ]

let mutate s =
  let n = String.length s in
  let i = random (n + 1) in
  let j = min n (i + random 3) in
  let before = String.sub s 0 i and after = String.sub s j (n - j) in
  match random 4 with
  | 0 -> before ^ after
  | 1 | 2 -> before ^ pick tokens ^ after
  | _ -> before ^ String.make 1 (Char.chr (random 256)) ^ after

let short l = List.filter (fun s -> String.length s < 60) l

let mutations n l =
  let l = short l in
  List.init n (fun _ ->
      let once = mutate (pick l) in
      if random 3 = 0 then mutate once else once)

(* Digits at random, most with a point, some with an exponent. *)
let random_value () =
  let digits n = String.init n (fun i -> Char.chr (48 + if i = 0 then 1 + random 9 else random 10)) in
  let whole = if random 4 = 0 then "0" else digits (1 + random 18) in
  let point = if random 3 = 0 then "" else "." ^ digits (1 + random 18) in
  let power =
    match random 3 with 0 -> "" | 1 -> "e" ^ string_of_int (random 330) | _ -> "E-" ^ string_of_int (random 345)
  in
  (if random 4 = 0 then "-" else "") ^ whole ^ point ^ power

let random_values = List.init 500 (fun _ -> random_value ())
let kind name l = List.map (fun s -> (name, s)) l

let lines = plain_requests |> short |> List.filter (fun l -> String.length l > 0)

let streams l =
  List.init 60 (fun _ -> String.concat "" (List.init (random 5) (fun _ -> pick l)) ^ pick [ ""; "g"; "put k"; "ok"; "ok\n" ])

let dialogue () =
  let request () =
    match random 6 with
    | 0 | 1 | 2 -> put (pick [ "a"; "b"; "ab" ]) (pick [ "1"; "2.50"; "-0"; "1e5" ]) (pick [ "1"; "2"; "10"; "-1" ])
    | 3 -> get (pick [ "a"; "b"; "ab"; "A"; "*" ])
    | 4 -> pick lines
    | _ -> pick [ "\n"; get "*" ]
  in
  String.concat "" (List.init (1 + random 9) (fun _ -> request ())) ^ get "*" ^ pick [ ""; "put a 3"; "get a" ]

let files =
  [
    ("values", kind "value" (values @ random_values @ mutations 250 values));
    ("timestamps", kind "timestamp" (timestamps @ mutations 150 timestamps));
    ("requests", kind "request" (plain_requests @ mutations 900 plain_requests));
    ("responses", kind "response" (plain_responses @ mutations 700 plain_responses));
    ( "streams",
      kind "request-stream" ([ ""; "\n"; "\n\n"; "get k\nput k 1 1\nge" ] @ streams lines)
      @ kind "response-stream" ([ "ok\n\nerror\nwrong command\n\nok\n"; "\n"; "\n\n\n"; "ok\n\n\n\n" ] @ streams (short plain_responses)) );
    ( "dialogues",
      kind "dialogue"
        ([
           "put palm.cpu 10.6 1501864247\nget palm.cpu\n"; "get *\n"; "put k 1 1\nput k 2 1\nget k\n"; "put k 1 2\nput k 2 1\nget k\n"; "put b 1 1\nput a 1 1\nget *\n"; "get wrong command test\n\nget k\n"; long 2000 ^ "\nget k\n"; "put k 1 1\n" ^ put_of_size 1025 ^ "get *\n";
         ]
        @ List.init 150 (fun _ -> dialogue ())) );
  ]
