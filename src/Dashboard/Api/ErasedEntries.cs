namespace Facilities.Dashboard.Api;

/// <summary>How many entries of the audit chain lost their personal fields.</summary>
internal sealed record ErasedEntries(int Entries);
