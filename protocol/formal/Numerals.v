(* Numbers as text. A timestamp's text and its integer determine each other. A value's text denotes
   a decimal number d * 10^x, and through it the nearest binary64, computed with exact integers: a
   binary64 is m * 2^(s - 1074) with whole m and s, so a rational n / d is rounded by one division.
   Exponents are bounded before any power is computed. What other notations there are matters only
   to name a refusal and to draw the zones (SPEC.md 5.2 to 5.4); it is executable, nothing is
   proved of it. *)
From Eardrum Require Export Bytes.

(* ---- Whole numbers without padding ---- *)

Definition digit_value (b : byte) : Z := code b - 48.
Definition digit (z : Z) : byte :=
  match z with
  | 0 => x30 | 1 => x31 | 2 => x32 | 3 => x33 | 4 => x34
  | 5 => x35 | 6 => x36 | 7 => x37 | 8 => x38 | _ => x39
  end.

Definition number (l : bytes) : Z := fold_left (fun n b => 10 * n + digit_value b) l 0.

Definition unpadded (l : bytes) : bool :=
  match l with
  | [] => false
  | [_] => true
  | b :: _ => negb (Byte.eqb b x30)
  end.

Fixpoint print_fuel (fuel : nat) (n : Z) (after : bytes) : bytes :=
  match fuel with
  | O => after
  | S f => if n <? 10 then digit n :: after
           else print_fuel f (n / 10) (digit (n mod 10) :: after)
  end.
Definition print_nat (n : Z) : bytes := print_fuel (Z.to_nat (Z.log2 n) + 1) n [].

Definition read_nat (l : bytes) : option Z :=
  if forallb is_digit l && unpadded l then Some (number l) else None.

(* Exactly f digits, padded. *)
Fixpoint print_fixed (f : nat) (n : Z) (after : bytes) : bytes :=
  match f with
  | O => after
  | S g => print_fixed g (n / 10) (digit (n mod 10) :: after)
  end.

(* ---- Texts that are no strict numbers: which fault (SPEC.md 5.3) ---- *)

Inductive fault := NotANumber | NotFinite | Spelling | OutOfRange.

Definition is_sign (b : byte) : bool := Byte.eqb b x2b || Byte.eqb b x2d.
Definition without_sign (l : bytes) : bytes :=
  match l with b :: r => if is_sign b then r else l | [] => [] end.
Definition lower_case (l : bytes) : bytes := map lower l.

Definition names_non_finite (l : bytes) : bool :=
  let t := lower_case (without_sign l) in
  same t (str "inf") || same t (str "infinity") || same t (str "nan") ||
  (starts_with (str "nan(") t && Byte.eqb (last t x00) x29).

Definition begins_like_non_finite (l : bytes) : bool :=
  let t := lower_case (without_sign l) in
  let u := match t with
           | b :: r => if existsb (Byte.eqb b) (str "sq") then r else t
           | [] => []
           end in
  starts_with (str "inf") u || starts_with (str "nan") u.

(* The runs between points: "1.234.567" parts thousands if all but the first have three digits. *)
Fixpoint point_parts (l : bytes) : list bytes :=
  match l with
  | [] => [[]]
  | b :: r =>
      if Byte.eqb b x2e then [] :: point_parts r
      else match point_parts r with p :: ps => (b :: p) :: ps | [] => [[b]] end
  end.
Definition grouped_by_points (l : bytes) : bool :=
  match point_parts (without_sign l) with
  | first :: others =>
      forallb (forallb is_digit) (first :: others) &&
      (0 <? len first) && (len first <=? 3) && forallb (fun p => len p =? 3) others
  | [] => false
  end.

Definition no_number (l : bytes) : bool :=
  if existsb (between 128 255) l then false
  else if negb (existsb is_digit l) then negb (begins_like_non_finite l)
  else match l with
       | b :: c :: _ => is_sign b && is_sign c
       | _ => false
       end
       || (forallb (fun b => is_digit b || is_sign b || Byte.eqb b x2e) l &&
           (2 <? len (point_parts l)) && negb (grouped_by_points l)).

Definition classify (l : bytes) : fault :=
  if names_non_finite l then NotFinite else if no_number l then NotANumber else Spelling.

(* ---- Timestamps ---- *)

Definition int64 (z : Z) : bool := (- 2 ^ 63 <=? z) && (z <? 2 ^ 63).

Definition print_time (z : Z) : bytes :=
  if z <? 0 then x2d :: print_nat (- z) else print_nat z.

Definition strict_time (l : bytes) : option Z :=
  match l with
  | x2d :: r => match read_nat r with Some 0 => None | Some n => Some (- n) | None => None end
  | _ => read_nat l
  end.

(* Digits, with minus signs that are neither only first nor last: a date, no integer. *)
Definition inner_minus (l : bytes) : bool :=
  forallb (fun b => is_digit b || Byte.eqb b x2d) l &&
  match l with
  | _ :: r => existsb (Byte.eqb x2d) (removelast r)
  | [] => false
  end.

Definition time_fault (l : bytes) : fault :=
  let digits := match l with x2d :: r => r | _ => l end in
  if negb (empty digits) && forallb is_digit digits then Spelling
  else if inner_minus l then NotANumber else classify l.

Inductive read (A : Type) := Got (a : A) | Not (why : fault).
Arguments Got {A}. Arguments Not {A}.

Definition read_time (l : bytes) : read Z :=
  match strict_time l with
  | Some z => if int64 z then Got z else Not OutOfRange
  | None => Not (time_fault l)
  end.

(* ---- Binary64 ---- *)

(* (-1)^negative * mantissa * 2^(shift - 1074); -0 is not 0. *)
Record b64 := Binary64 { negative : bool; mantissa : Z; shift : Z }.

Definition valid_magnitude (m s : Z) : bool :=
  (0 <=? m) && (m <? 2 ^ 53) && (0 <=? s) && (s <=? 2045) && ((s =? 0) || (2 ^ 52 <=? m)).
Definition valid (v : b64) : bool := valid_magnitude (mantissa v) (shift v).

(* The 64 bits of IEEE 754, as a number. *)
Definition bits (v : b64) : Z :=
  (if negative v then 2 ^ 63 else 0) + shift v * 2 ^ 52 + mantissa v.

(* The whole number nearest to n / d, ties to even. *)
Definition divide_to_nearest (n d : Z) : Z :=
  let q := n / d in
  let r := n mod d in
  if (d <? 2 * r) || ((2 * r =? d) && Z.odd q) then q + 1 else q.

(* The binary64 nearest to n / d, ties to even; nothing if that is beyond the largest. *)
Definition nearest (n d : Z) : option (Z * Z) :=
  let x := n * 2 ^ 1074 in
  let s := Z.max 0 (Z.log2 (x / d) - 52) in
  let m := divide_to_nearest x (d * 2 ^ s) in
  let (m, s) := if m =? 2 ^ 53 then (2 ^ 52, s + 1) else (m, s) in
  if s <=? 2045 then Some (m, s) else None.

(* The same for d * 10^x, where d has at most `digits` digits. Out of these bounds the result is
   known, and no power is computed. *)
Definition of_decimal (d digits x : Z) : option (Z * Z) :=
  if d =? 0 then Some (0, 0)
  else if 400 <? x then None
  else if x <? - (digits + 400) then Some (0, 0)
  else if x <? 0 then nearest d (10 ^ (- x)) else nearest (d * 10 ^ x) 1.

(* ---- Values: reading ---- *)

Fixpoint span_digits (l : bytes) : bytes * bytes :=
  match l with
  | b :: r => if is_digit b then let (ds, rest) := span_digits r in (b :: ds, rest) else ([], l)
  | [] => ([], [])
  end.

Definition take_minus (l : bytes) : bool * bytes :=
  match l with x2d :: r => (true, r) | _ => (false, l) end.

Definition take_fraction (l : bytes) : option (bytes * bytes) :=
  match l with
  | x2e :: r => let (f, rest) := span_digits r in if empty f then None else Some (f, rest)
  | _ => Some ([], l)
  end.

(* The exponent and whether there was one. *)
Definition take_exponent (l : bytes) : option (Z * bool) :=
  match l with
  | [] => Some (0, false)
  | b :: r =>
      if Byte.eqb b x65 || Byte.eqb b x45 then
        let (minus, ds) := match r with
                           | x2d :: t => (true, t) | x2b :: t => (false, t) | _ => (false, r)
                           end in
        if negb (empty ds) && forallb is_digit ds
        then Some ((if minus then - number ds else number ds), true) else None
      else None
  end.

(* A text in strict spelling: whole and fraction digits, exponent, and whether it has one. *)
Record spelled := Spelled {
  minus : bool; whole : bytes; fraction : bytes; exponent : Z; has_exponent : bool }.

Definition spelling (l : bytes) : option spelled :=
  let (neg, l1) := take_minus l in
  let (w, l2) := span_digits l1 in
  if negb (unpadded w) then None else
  match take_fraction l2 with
  | None => None
  | Some (f, l3) =>
      match take_exponent l3 with
      | None => None
      | Some (e, has) => Some (Spelled neg w f e has)
      end
  end.

Definition meaning (p : spelled) : option b64 :=
  let ds := whole p ++ fraction p in
  match of_decimal (number ds) (len ds) (exponent p - len (fraction p)) with
  | Some (m, s) => Some (Binary64 (minus p) m s)
  | None => None
  end.

Definition read_value (l : bytes) : read b64 :=
  match spelling l with
  | None => Not (classify l)
  | Some p => match meaning p with Some v => Got v | None => Not OutOfRange end
  end.

(* ---- Values: writing, in fixed notation ---- *)

Definition print_decimal (c : Z) (f : Z) : bytes :=
  print_nat (c / 10 ^ f) ++ x2e :: print_fixed (Z.to_nat f) (c mod 10 ^ f) [].

Definition reads_back (m s c f : Z) : bool :=
  match nearest c (10 ^ f) with Some (m', s') => (m =? m') && (s =? s') | None => false end.

(* The fewest fraction digits that read back as m / 2^k: at each count the nearer neighbour is tried
   first. That fewer would not do is not proved, but tested; that the result reads back, is. *)
Fixpoint shortest (fuel : nat) (m s k f : Z) : Z * Z :=
  let near := divide_to_nearest (m * 10 ^ f) (2 ^ k) in
  match fuel with
  | O => (near, f)
  | S fuel' =>
      let low := m * 10 ^ f / 2 ^ k in
      let far := if near =? low then low + 1 else low in
      if reads_back m s near f then (near, f)
      else if reads_back m s far f then (far, f)
      else shortest fuel' m s k (f + 1)
  end.

(* Fraction digits that are enough for any number whose last binary place is 2^-k. *)
Definition enough (k : Z) : Z := k * 30103 / 100000 + 2.

Definition print_magnitude (m s : Z) : bytes :=
  let k := 1074 - s in
  if k <=? 0 then print_nat (m * 2 ^ (- k))
  else if m mod 2 ^ k =? 0 then print_nat (m / 2 ^ k)
  else let from := Z.max 1 (Z.min (enough k) ((k - Z.log2 m - 1) * 30103 / 100000)) in
       let (c, f) := shortest (Z.to_nat (enough k - from)) m s k from in
       print_decimal c f.

Definition print_value (v : b64) : bytes :=
  (if negative v then [x2d] else []) ++ print_magnitude (mantissa v) (shift v).
