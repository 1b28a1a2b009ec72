/** The guard's exit code when processes of an earlier start do not let go of the folder. */
export const STILL_IN_USE = 75;

/**
 * The shell that stands between the server and PostgreSQL: PostgreSQL's parent, in a session of its own so that Ctrl-C in a
 * terminal reaches only the server. Its standard input is a pipe from the server. When that ends, because the server closes it or is
 * gone, however it went, PostgreSQL is told to shut down, and the guard ends with PostgreSQL's exit code.
 *
 * Arguments: lock file, pid of a PostgreSQL left by an earlier start or empty, then files that name an earlier process, `--`, and the
 * program with its arguments. The lock is inherited by every process of the cluster: whoever gets it knows that the last of them is
 * gone, and that those files name nobody. Where there is no `flock`, PostgreSQL judges by the files itself.
 */
export const GUARD = `
lock=$1; orphan=$2; shift 2
[ -n "$orphan" ] && kill -INT "$orphan" 2>/dev/null
exec 9>>"$lock"
alone=
if command -v flock >/dev/null 2>&1; then flock -w 30 9 || exit ${STILL_IN_USE}; alone=yes; fi
while [ "$1" != -- ]; do
  [ -n "$alone" ] && rm -f "$1"
  shift
done
shift
exec 3<&0 </dev/null
"$@" 3<&- &
postgres=$!
( while read -r nothing; do :; done <&3; kill -INT "$postgres" 2>/dev/null ) 9>&- &
watch=$!
exec 3<&-
wait "$postgres"; code=$?
kill "$watch" 2>/dev/null
exit "$code"
`;
