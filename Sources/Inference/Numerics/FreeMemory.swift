import CKernels

/// What the allocator keeps of the memory that was given back to it.
package enum FreeMemory {
  /// Gives it to the operating system, where the C library can.
  ///
  /// Without this, what a large input left behind counts as memory in use to the end.
  static func release() { ck_release_memory() }

  /// Keeps what is freed, for work that takes and frees the same amounts again and again.
  package static func keep() { ck_keep_memory() }
}
