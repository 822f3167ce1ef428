// What belongs to the interface of the core belongs to that of the library.
@_exported public import InferenceCore
