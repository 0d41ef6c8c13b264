namespace Facilities.Storage.Relational.Notifications;

/// <summary>What notice kinds have in common.</summary>
public static class NoticeKinds
{
    /// <summary>Told to a person about what is his own: nobody else sees that he was told.</summary>
    public static IReadOnlyList<NoticeKind> Personal { get; } = [NoticeKind.ReportMade, NoticeKind.LicenceExpires];
}
