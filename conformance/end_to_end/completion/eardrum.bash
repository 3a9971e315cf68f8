# Completion of eardrum for bash (and for zsh, after `autoload bashcompinit && bashcompinit`).
# Nothing is listed here twice: subcommands, options and their values come from --help of the very
# program that is being called, sessions and rules from its lists.

# The first words of the lines that `eardrum "$@"` prints.
_eardrum_first_words() {
  "$program" "$@" 2>/dev/null | while IFS=' ' read -r first _; do printf '%s\n' "$first"; done
}

# The subcommands: the lines of --help below "Subcommands:" that are indented by two blanks.
_eardrum_subcommands() {
  local line inside=
  while IFS= read -r line; do
    if [[ $line == Subcommands: ]]; then inside=yes; fi
    if [[ $inside && $line =~ ^'  '([a-z][a-z-]*) ]]; then printf '%s\n' "${BASH_REMATCH[1]}"; fi
  done < <("$program" --help 2>/dev/null)
}

# Each option of `eardrum "$@" --help`, and after a blank what its value is: "--profile TEXT:{a,b}".
_eardrum_options() {
  local line
  while IFS= read -r line; do
    if [[ $line =~ ^'  '(-[a-zA-Z],)?(--[a-z][a-z-]*)(' '([^ ]+))? ]]; then
      printf '%s %s\n' "${BASH_REMATCH[2]}" "${BASH_REMATCH[4]}"
    fi
  done < <("$program" "$@" --help 2>/dev/null)
}

# What the value of `option` may be. Fails if it takes none.
_eardrum_values() {
  local option=$1 name value
  while read -r name value; do
    [[ $name == "$option" ]] || continue
    case $option in
      --rule) _eardrum_offer "$(_eardrum_first_words list --rules)" && return 0 ;;
      --tag | --skip-tag) _eardrum_offer "$(_eardrum_first_words list --tags)" && return 0 ;;
      --only | --skip)
        local role=()
        if [[ $subcommand == check-client ]]; then role=(--client); fi
        _eardrum_offer "$(_eardrum_first_words list "${role[@]}")"
        return 0
        ;;
      --delivery) _eardrum_offer $'whole\nbyte-by-byte\ncut\ncoalesced' && return 0 ;;
    esac
    case $value in
      '') return 1 ;;
      *'{'*'}'*)
        value=${value#*\{}
        value=${value%%\}*}
        _eardrum_offer "${value//,/$'\n'}"
        ;;
      DIR* | *:DIR*) _eardrum_offer_files -d ;;
      FILE* | PATH* | *.json*) _eardrum_offer_files -f ;;
    esac
    return 0
  done < <(_eardrum_options "$subcommand")
  return 1
}

# Those of the lines in $1 that begin with the word under the cursor.
_eardrum_offer() {
  mapfile -t COMPREPLY < <(compgen -W "$1" -- "$word")
}

_eardrum_offer_files() {
  compopt -o filenames 2>/dev/null
  mapfile -t COMPREPLY < <(compgen "$1" -- "$word")
}

_eardrum() {
  local IFS=$' \t\n'
  local program=${COMP_WORDS[0]/#\~/$HOME} word=${COMP_WORDS[COMP_CWORD]}
  local before=${COMP_WORDS[COMP_CWORD - 1]} subcommand=${COMP_WORDS[1]} i
  COMPREPLY=()
  # bash takes '=' for a word of its own: --profile=strict
  if [[ $word == '=' ]]; then
    word=
  elif [[ $before == '=' ]]; then
    before=${COMP_WORDS[COMP_CWORD - 2]}
  fi
  if ((COMP_CWORD == 1)); then
    _eardrum_offer "$(_eardrum_subcommands; _eardrum_options)"
    return
  fi
  for ((i = 2; i < COMP_CWORD; ++i)); do
    [[ ${COMP_WORDS[i]} == -- ]] || continue
    # The command of the program that is judged.
    _eardrum_offer_files -f
    if ((i + 1 == COMP_CWORD)) && [[ $word != */* ]]; then
      local commands
      mapfile -t commands < <(compgen -c -- "$word")
      COMPREPLY+=("${commands[@]}")
    fi
    return
  done
  if [[ $before == --* ]] && _eardrum_values "$before"; then return; fi
  if [[ $subcommand == explain && $word != -* ]]; then
    _eardrum_offer "$(_eardrum_first_words list --rules)"
  elif [[ $subcommand != check* && $subcommand != list && $word != -* && -n $word ]]; then
    _eardrum_offer_files -f
  else
    _eardrum_offer "$(_eardrum_options "$subcommand" | while read -r name _; do echo "$name"; done)"
  fi
}

complete -F _eardrum eardrum
