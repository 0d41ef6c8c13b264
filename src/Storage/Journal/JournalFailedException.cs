namespace Facilities.Storage.Journal;

/// <summary>
/// The journal can't promise durability any more: a write or an fsync failed, and after a failed fsync nobody knows what the disk holds.
/// Nothing that wasn't already durable will be acknowledged; the process has to be started anew.
/// </summary>
public sealed class JournalFailedException(string message, Exception? inner = null) : IOException(message, inner);
