namespace Facilities.Ingest.Observability;

/// <summary>How far one consumer of the journal has come.</summary>
/// <param name="Name">Store, detection or intake.</param>
/// <param name="LagBytes">Durable bytes of the journal that it has not dealt with yet.</param>
/// <param name="UnsavedBytes">Bytes that it would read again after a crash.</param>
/// <param name="Error">What stops it at present (an exception's type, a store's reason such as <c>timeout</c>, or <see cref="NotSaved"/>), or <c>null</c>.</param>
public sealed record ConsumerStatus(string Name, long LagBytes, long UnsavedBytes, string? Error)
{
    /// <summary>It applies what comes and can't save how far it is.</summary>
    public const string NotSaved = "not-saved";

    /// <summary>How long the oldest of what it has not dealt with yet has been waiting.</summary>
    public TimeSpan Lag { get; init; }

    /// <summary>It is bringing a backlog in order while what arrives now is written at once as well.</summary>
    public bool IsCatchingUp { get; init; }
}
