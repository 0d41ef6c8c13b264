namespace Facilities.Operations.Evidence.Packs;

/// <summary>What is wrong with a pack.</summary>
public enum PackFlawKind
{
    /// <summary>It isn't a pack at all, or is cut short.</summary>
    NotAPack,

    /// <summary>An entry's header or content isn't what it was.</summary>
    Altered,

    /// <summary>The list names it and it isn't there.</summary>
    Removed,

    /// <summary>It is there and the list doesn't name it, or it is there twice.</summary>
    Added,

    /// <summary>It doesn't stand where the list has it.</summary>
    Reordered,

    /// <summary>The archive's own directory, or what follows it, isn't what it was.</summary>
    Directory,

    /// <summary>The list of digests isn't the one that was signed.</summary>
    Signature,

    /// <summary>Signed by somebody else than expected.</summary>
    Signer,

    /// <summary>An entry of the audit chain that isn't as it was written.</summary>
    AuditEntry,
}
