(* The oracle as a program. `oracle` answers each line "KIND HEX" with a line of JSON; `oracle
   --vectors FOLDER` writes the vectors. See protocol/formal/README.md. *)

let of_hex s =
  if String.length s mod 2 = 1 then failwith "an odd number of hexadecimal digits";
  String.init (String.length s / 2) (fun i ->
      Char.chr (int_of_string ("0x" ^ String.sub s (2 * i) 2)))

let answer line =
  match String.index_opt line ' ' with
  | None -> Judge.json line ""
  | Some i ->
      let rest = String.sub line (i + 1) (String.length line - i - 1) in
      Judge.json (String.sub line 0 i) (of_hex (String.trim rest))

let serve () =
  try
    while true do
      let line = input_line stdin in
      (match answer line with
      | shown -> print_endline shown
      | exception (Failure _ | Not_found | Invalid_argument _) ->
          print_endline "{\"error\":\"a line is KIND HEX\"}");
      flush stdout
    done
  with End_of_file -> ()

let write folder (name, cases) =
  let out = open_out (Filename.concat folder (name ^ ".jsonl")) in
  let seen = Hashtbl.create 1000 in
  List.iter
    (fun (kind, bytes) ->
      if not (Hashtbl.mem seen bytes) then (
        Hashtbl.add seen bytes ();
        output_string out (Judge.json kind bytes ^ "\n")))
    cases;
  close_out out

let () =
  match Array.to_list Sys.argv with
  | [ _ ] -> serve ()
  | [ _; "--vectors"; folder ] -> List.iter (write folder) Inputs.files
  | _ ->
      prerr_endline "usage: oracle [--vectors FOLDER]";
      exit 2
