(* The executable model as OCaml: whole numbers become zarith's, bytes become characters. The
   constants in oracle/numbers.ml are those whose extracted definitions are slow. That they are right is
   taken on trust, as the extraction itself is; the differential target would show it. *)
From Coq Require Extraction ExtrOcamlBasic ExtrOcamlChar ExtrOcamlZBigInt ExtrOcamlNatInt.
From Eardrum Require Import Sessions.
Extract Constant Z.pow => "Numbers.pow".
Extract Constant Z.log2 => "Numbers.log2".
Extract Constant Z.odd => "Numbers.odd".
Extract Constant Z.to_nat => "Numbers.to_nat".
Extract Constant Z.of_nat => "Numbers.of_nat".
Extract Constant code => "Numbers.code".
Extraction "model.ml" frames feed one_frame decode_request encode_request line_zone
  decode_response encode_response read_value value_zone print_value bits read_time time_zone
  print_time check reference_rows serve_line good_request good_response spelling valid.
