(* The functions on whole numbers that Extract.v puts in place of slow extracted ones. *)
let pow a b = if Z.sign b < 0 then Z.zero else Z.pow a (Z.to_int b)
let log2 a = if Z.sign a <= 0 then Z.zero else Z.of_int (Z.numbits a - 1)
let to_nat a = if Z.sign a <= 0 then 0 else Z.to_int a
let odd a = Z.is_odd a
let of_nat = Z.of_int
let code c = Z.of_int (Char.code c)
