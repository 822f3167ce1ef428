# The instructions of a callgrind file, all of them and by where they were executed.
# Usage: awk -f count-instructions.awk FILE
# Prints one line: total kernels program swift blas system. Their sum is the total, or 1 is returned.
#
# A name stands in full where its number comes first, also in the lines about what is called. What
# follows `calls=` is the cost of the function called, which has lines of its own.

function resolve(text, names, end, number) {
  end = index(text, ")")
  number = substr(text, 1, end)
  if (length(text) > end) names[number] = substr(text, end + 2)
  return names[number]
}

function place() {
  if (callee ~ /^(ck|narrow|v3|v4)_/) return "kernels"
  if (object ~ /blas|lapack|gfortran|tmglib/) return "blas"
  if (object ~ /swift|Foundation|dispatch|BlocksRuntime/) return "swift"
  if (object ~ /\/(lib[^\/]*|ld-[^\/]*)\.so[^\/]*$/) return "system"
  return "program"
}

/^ob=/ { object = resolve(substr($0, 4), objects); next }
/^cob=/ { resolve(substr($0, 5), objects); next }
/^fn=/ { callee = resolve(substr($0, 4), functions); where = place(); next }
/^cfn=/ { resolve(substr($0, 5), functions); next }
/^totals:/ { total = $2; next }
/^calls=/ { inclusive = 1; next }
/^[0-9+*-]/ {
  if (!inclusive) count[where] += $NF
  inclusive = 0
}

END {
  sum = count["kernels"] + count["program"] + count["swift"] + count["blas"] + count["system"]
  printf "%.0f %.0f %.0f %.0f %.0f %.0f\n", total, count["kernels"], count["program"], count["swift"],
    count["blas"], count["system"]
  exit !(total > 0 && sum == total)
}
