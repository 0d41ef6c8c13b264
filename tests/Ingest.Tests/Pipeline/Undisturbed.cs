namespace Facilities.Ingest.Tests.Pipeline;

/// <summary>Tests that measure the whole process and so run alone.</summary>
[CollectionDefinition(nameof(Undisturbed), DisableParallelization = true)]
public sealed class Undisturbed;
