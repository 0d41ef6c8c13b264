namespace Facilities.Ingest.Observability;

/// <summary>What about intake needs somebody's attention, as stable codes.</summary>
public static class IngestAlarms
{
    /// <summary>The journal is at its limit (bytes or age), or the disk is full: publishers are held back, nothing is dropped.</summary>
    public const string HeldBack = "publishers-held-back";

    /// <summary>Store or detectors work but can't keep up: publishers are held back at the unapplied limit, nothing is dropped.</summary>
    public const string TooSlow = "too-slow";

    /// <summary>The disk that holds the journal is full.</summary>
    public const string DiskFull = "disk-full";

    /// <summary>More than half of the journal's limit, in bytes or age, is used up.</summary>
    public const string JournalFilling = "journal-filling";

    /// <summary>The telemetry store can't be written.</summary>
    public const string StoreAway = "store-away";

    /// <summary>A consumer applies what comes but can't save how far it is: after a crash more is read again, and the journal keeps growing.</summary>
    public const string NotSaved = "not-saved";

    /// <summary>A consumer is behind by more than a healthy one ever is.</summary>
    public const string Lagging = "lagging";

    /// <summary>Connections are at their limit: further ones are refused.</summary>
    public const string DoorsFull = "doors-full";

    /// <summary>A certificate's files changed and can't be used; the one before stays in force.</summary>
    public const string CertificateUnusable = "certificate-unusable";

    /// <summary>A certificate in force ends within two weeks, or has ended.</summary>
    public const string CertificateEnding = "certificate-ending";

    /// <summary>Long enough to get another one by hand.</summary>
    public static readonly TimeSpan CertificateNotice = TimeSpan.FromDays(14);

    /// <summary>What a healthy consumer is behind under load is well under a second.</summary>
    public static readonly TimeSpan LagLimit = TimeSpan.FromSeconds(30);

    public static IReadOnlyList<string> Of(IngestStatus status)
    {
        ArgumentNullException.ThrowIfNull(status);
        var alarms = new List<string>();
        var filled = Math.Max(status.JournalBytes / (double)status.JournalLimitBytes, status.JournalAge / status.JournalLimitAge);
        // Under load a publisher may wait a moment for a group to be written; that is no alarm.
        if (status.HeldBack > 0 && (filled > 0.9 || status.IsDiskFull)) alarms.Add(HeldBack);
        if (status.HeldBack > 0 && status.UnappliedBytes > status.UnappliedLimitBytes * 0.9 && status.Consumers.All(consumer => consumer.Error is null)) alarms.Add(TooSlow);
        if (status.IsDiskFull) alarms.Add(DiskFull);
        if (filled > 0.5) alarms.Add(JournalFilling);
        foreach (var consumer in status.Consumers)
        {
            if (consumer is { Name: "store", Error: not (null or ConsumerStatus.NotSaved) }) alarms.Add(StoreAway);
            if (consumer.Error == ConsumerStatus.NotSaved && !alarms.Contains(NotSaved)) alarms.Add(NotSaved);
            if ((consumer.LagBytes > status.UnappliedLimitBytes || consumer.Lag > LagLimit) && !alarms.Contains(Lagging)) alarms.Add(Lagging);
        }

        if (status.Doors.IsFull) alarms.Add(DoorsFull);
        if (status.UnusableCertificates > 0) alarms.Add(CertificateUnusable);
        if (status.CertificateEndsAt is { } ends && ends - TimeProvider.System.GetUtcNow() < CertificateNotice) alarms.Add(CertificateEnding);
        return alarms;
    }
}
