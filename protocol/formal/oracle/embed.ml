(* The names under which the differential fuzz target, a C++ program, calls the model. *)
let () =
  Callback.register "eardrum_oracle_request" Judge.brief_request;
  Callback.register "eardrum_oracle_response" Judge.brief_response
