#!/usr/bin/env bash
# Tests of deepnfa and eng/setup in a throw-away copy, on a PATH where dotnet, apt-get, sudo and dpkg-query are fakes that write down
# how they were called. Builds nothing, installs nothing, needs no network. The last line counts: "N passed, N failed".
# shellcheck disable=SC2016
set -uo pipefail
repository=$(cd -- "${BASH_SOURCE[0]%/*}/../.." && pwd)
scratch=$(mktemp -d) || exit 1
trap 'rm -rf "$scratch"' EXIT
passed=0 failed=0
clone="$scratch/a clone" fakes="$scratch/fakes" calls="$scratch/calls" home="$scratch/else where"
mkdir -p "$fakes" "$home"
unset DEEPNFA_LIBTORCH DeepNfaTorch DeepNfaLibtorch
for tool in bash awk env find flock mkdir rm mv cat grep cut paste tail touch readlink sleep sed script setpriv; do
  ln -s "$(type -P "$tool")" "$fakes/$tool"
done

fake() { cat >"$fakes/$1"; chmod +x "$fakes/$1"; }
fake_apt() { fake apt-get <<<'#!/usr/bin/env bash
echo "apt-get $*" >>"$CALLS"'; }
fake sudo <<<'#!/usr/bin/env bash
echo "sudo $*" >>"$CALLS"; "$@"'
fake dpkg-query <<<'#!/usr/bin/env bash
[[ " ${INSTALLED-} " == *" ${*: -1} "* ]] && echo -n installed'
fake dotnet <<'FAKE'
#!/usr/bin/env bash
case "$*" in
  --version) [[ ${SDK-} != old ]] ;;
  --list-sdks) echo '8.0.100 [/somewhere]' ;;
  restore*)
    [[ $FEED == has ]] || { [[ $FEED == lacks ]] && grep -q 'UsesTorch>false' .setup/probe/Probe.csproj; } || { echo 'x : error NU0: fake'; exit 1; } ;;
  *-getProperty*)
    for name in DeepNfaTorch DeepNfaLibtorch; do printf '"%s": "%s"\n' $name "$(sed -n "s:.*<$name>\(.*\)</$name>.*:\1:p" Local.props)"; done ;;
  msbuild*)
    echo "build ${*: 2:1}" >>"$CALLS"
    sleep "${BUILD_SECONDS-0}"
    grep -rq broken src && { echo 'X.cs(1,1): error CS0000: broken'; exit 1; }
    mkdir -p src/Cli/bin/Release/net10.0 && : >src/Cli/bin/Release/net10.0/deepnfa.dll ;;
  *deepnfa.dll*) shift; echo "process $$ in $PWD:"; printf '<%s>' "$@"; echo; exit "${CODE-0}" ;;
esac
FAKE

# begin FEED [INSTALLED...]: a fresh copy with one source file on a machine with these packages.
begin() {
  rm -rf "$clone"
  mkdir -p "$clone/eng" "$clone/src/Cli" "$clone/experiments"
  cp "$repository/deepnfa" "$clone/" && cp "$repository/eng/setup" "$clone/eng/" && cp "$repository"/{global.json,Directory.Build.props} "$clone/"
  echo one >"$clone/src/Cli/One.cs"
  export FEED=$1 INSTALLED="${*:2}" CALLS=$calls
  : >"$calls"
  fake_apt
}
everything=(libtorch-dev cmake make g++ libopenblas0-pthread gnuplot-nox fonts-inter)

# call [ARGUMENT...]: ./deepnfa from another folder; sets out, err and rc.
call() {
  out=$(cd "$home" && PATH=$fakes "${program-$clone/deepnfa}" "$@" 2>"$scratch/err" </dev/null)
  rc=$?
  err=$(<"$scratch/err")
}

# that SENTENCE CONDITION...: one check.
that() {
  local sentence=$1
  shift
  if "$@"; then
    passed=$((passed + 1))
  else
    failed=$((failed + 1))
    printf 'FAILED: %s\n  exit code %s, stdout: %s\n  stderr: %s\n  calls: %s\n' "$sentence" "$rc" "$out" "$err" "$(<"$calls")"
  fi
}
has() { [[ $1 == *"$2"* ]]; }
lacks() { [[ $1 != *"$2"* ]]; }
builds() { [[ $(grep -c '^build' "$calls") == "$1" ]]; }

begin lacks
CODE=3 call run 'two words' '' --flag='a b'
that "The program's exit code is passed on" [ "$rc" = 3 ]
that "Arguments and the caller's folder reach the program, and stdout is the program's alone" [ "${out#process * in }" = "$home:"$'\n<run><two words><><--flag=a b>' ]
that "All missing packages are installed at once" has "$(<"$calls")" "--no-install-recommends ${everything[*]}"
that "What is installed is said, with the reason" has "$err" "draws the figures"
that "Without TorchSharp in the feed Local.props says System" has "$(<"$clone/Local.props")" '<DeepNfaTorch>System<'
call
that "A second call builds nothing and says nothing" [ "$(grep -c '^build' "$calls")/$err" = 1/ ]
echo two >"$clone/src/Cli/One.cs"; call
that "A changed source is built" builds 2
echo two >"$clone/experiments/Two.cs"; call
that "An added source is built" builds 3
rm "$clone/experiments/Two.cs"; call
that "A deleted source is built" builds 4
cp "$clone/src/Cli/One.cs" "$scratch/old" && echo 'two!' >"$scratch/old" && touch -d '2001-01-01' "$scratch/old" && mv "$scratch/old" "$clone/src/Cli/One.cs"; call
that "A source replaced by an older one is built" builds 5
that "and is newer than what was built before, so that MSBuild sees it" [ "$clone/src/Cli/One.cs" -nt "$scratch/fakes" ]
rm -r "$clone/src/Cli/bin"; call
that "A deleted program is built" builds 6
mkdir -p "$clone/src/Cli/obj" && echo x >"$clone/src/Cli/obj/X.cs"; echo x >"$clone/experiments/README.md"; call
that "What a build writes and what only people read is no source" builds 6
echo broken >"$clone/src/Cli/One.cs"; call
that "A failed build prints its errors on stderr and ends with 5" [ "$rc/$out/$(has "$err" 'error CS0000' && echo said)" = 5//said ]
call
that "and is tried again by the next call" builds 8
that "which fails again" [ "$rc" = 5 ]
echo good >"$clone/src/Cli/One.cs"; call
that "until the source is right" [ "$rc" = 0 ]
call --yes run --yes
that "A --yes before the verb is the set-up's, a later one the program's too" has "$out" $'\n<run><--yes>'
ln -s "$clone/deepnfa" "$scratch/link one" && ln -s 'link one' "$scratch/link"; program="$scratch/link" call a
that "A symbolic link to a symbolic link to it works" has "$out" '<a>'
(cd "$home" && PATH=$fakes exec "$clone/deepnfa" >"$scratch/out" 2>&1) & pid=$!; wait $pid
that "The program takes the place of the script, so that signals reach it" has "$(<"$scratch/out")" "process $pid in"

begin lacks "${everything[@]}"
PATH=$fakes BUILD_SECONDS=1 "$clone/deepnfa" >/dev/null 2>&1 & first=$!
PATH=$fakes BUILD_SECONDS=1 "$clone/deepnfa" >/dev/null 2>&1 & second=$!
wait $first && wait $second; rc=$?
that "Of two first calls at the same time one builds and both run" [ "$rc/$(grep -c '^build' "$calls")" = 0/1 ]
that "What is there is not installed" lacks "$(<"$calls")" apt-get

begin has gnuplot-nox fonts-inter
call
that "With TorchSharp in the feed Local.props says NuGet and nothing of libtorch is installed" [ "$(grep -c '>NuGet<' "$clone/Local.props")/$(grep -c apt "$calls")" = 1/0 ]

begin down
call
that "With no feed it ends with 5, decides nothing and installs nothing" [ "$rc/$(ls "$clone")/$(<"$calls")" = "5/$(printf '%s\n' Directory.Build.props deepnfa eng experiments global.json src)/" ]
that "and the feed's error is shown" has "$err" "NU0"

begin lacks
own='<Project><PropertyGroup><DeepNfaTorch>NuGet</DeepNfaTorch></PropertyGroup></Project>'
echo "$own" >"$clone/Local.props"; DEEPNFA_LIBTORCH=/nowhere call
that "Local.props of a user stays as it is" [ "$(<"$clone/Local.props")" = "$own" ]
that "and decides" lacks "$(<"$calls")" libtorch-dev

begin lacks
mkdir -p "$home/my torch & more/"{include,lib}; DEEPNFA_LIBTORCH='my torch & more' call
that "DEEPNFA_LIBTORCH goes into Local.props as an absolute path" has "$(<"$clone/Local.props")" "<DeepNfaLibtorch>$home/my torch &amp; more<"
that "and spares the package" lacks "$(<"$calls")" libtorch-dev
DEEPNFA_LIBTORCH=/nowhere call
that "A DEEPNFA_LIBTORCH that is no libtorch ends with 5 and is named" [ "$rc/$(has "$err" "'/nowhere'" && echo named)" = 5/named ]

begin lacks
rm "$fakes/apt-get"; call
that "Without apt-get it ends with 5 and says which variable to set" [ "$rc/$(has "$err" DEEPNFA_LIBTORCH && echo said)" = 5/said ]
begin has
rm "$fakes/apt-get"; call
that "Without apt-get and with only the figures' packages missing it goes on" [ "$rc" = 0 ]

begin lacks "${everything[@]}"
SDK=old call
that "A wrong SDK ends with 5; what is needed and what is there are named" [ "$rc/$(has "$err" 'version 10.0' && has "$err" 8.0.100 && echo named)" = 5/named ]
mv "$fakes/dotnet" "$scratch/"; call; mv "$scratch/dotnet" "$fakes/"
that "A missing SDK ends with 5" [ "$rc" = 5 ]

# On a terminal, as a user who is not root.
begin lacks
user=()
[[ $EUID == 0 ]] && user=(setpriv --reuid=65534 --regid=65534 --clear-groups) && chmod -R a+rwX "$scratch"
terminal() {
  out=$(cd / && printf '%s\n' "$1" | PATH=$fakes SHELL=$(type -P bash) CLONE=$clone OPTION=${2-} ${user[@]+"${user[@]}"} script -qec '"$CLONE/deepnfa" $OPTION' /dev/null 2>&1)
  rc=$? err=''
}
terminal n
that "A user who says no gets nothing installed, and 5" [ "$rc/$(<"$calls")" = 5/ ]
that "after having been asked" has "$out" "[Y/n]"
terminal y
that "A user who says yes gets it by sudo" [ "$rc/$(grep -c '^sudo env .*apt-get .*libtorch-dev' "$calls")" = 0/1 ]
begin lacks
[[ $EUID == 0 ]] && chmod -R a+rwX "$scratch"
terminal n --yes
that "--yes is not asked" [ "$rc/$(has "$out" '[Y/n]' && echo asked)" = 0/ ]

printf '%s passed, %s failed\n' "$passed" "$failed"
[[ $failed == 0 ]]
