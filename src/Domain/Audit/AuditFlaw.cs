namespace Facilities.Domain.Audit;

/// <summary>What is wrong with a chain.</summary>
public enum AuditFlaw
{
    /// <summary>An entry's content isn't what was hashed.</summary>
    Changed,

    /// <summary>A number is missing: an entry was removed.</summary>
    Gap,

    /// <summary>A number comes twice or out of order: an entry was inserted.</summary>
    Inserted,

    /// <summary>An entry doesn't follow from the one before it, though its own hash holds: that one was rewritten.</summary>
    Broken,

    /// <summary>Personal fields aren't those of their digest.</summary>
    PersonalChanged,

    /// <summary>Personal fields are gone and no erasure is recorded.</summary>
    ErasureNotRecorded,

    /// <summary>The chain ends before the expected head.</summary>
    TailCut,

    /// <summary>At the expected head's number stands another hash: the chain was rewritten.</summary>
    OtherHead,
}
