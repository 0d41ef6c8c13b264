namespace Facilities.Storage.Relational.Messaging;

/// <summary>Which journal this process reads, among those of the processes that share the database. Lies in the data folder, beside the journal.</summary>
/// <param name="Name">At most 32 characters; empty when no other process uses the database.</param>
public sealed record JournalIdentity(string Name)
{
    /// <summary>The only one there is.</summary>
    public static JournalIdentity Only { get; } = new("");
}
