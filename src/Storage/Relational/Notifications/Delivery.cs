using Facilities.Domain;
using Facilities.Domain.Faults;

namespace Facilities.Storage.Relational.Notifications;

/// <summary>One notice to one person or group by one way. (notice, target, kind) is unique, so that nobody is told twice of one cause.</summary>
public sealed class Delivery
{
    /// <summary>Longest <see cref="Target"/>.</summary>
    public const int TargetLength = 16;

    /// <summary>Longest <see cref="Code"/>.</summary>
    public const int CodeLength = 64;

    /// <summary>Longest <see cref="Detail"/>.</summary>
    public const int DetailLength = 300;

    public long Id { get; set; }

    public long NoticeId { get; set; }

    /// <summary>The notice's; null for what is about a community.</summary>
    public FaultId? FaultId { get; set; }

    public CommunityId CommunityId { get; set; }

    /// <summary><c>u17</c> for a person, <c>c3</c> for a channel, <c>r5</c> for who reported the fault.</summary>
    public required string Target { get; set; }

    public UserId? UserId { get; set; }

    public int? ChannelId { get; set; }

    public int? ReporterId { get; set; }

    public ChannelKind Kind { get; set; }

    /// <summary>The fault's when the notice was handled; decides the order.</summary>
    public Severity Severity { get; set; }

    public DeliveryState State { get; set; } = DeliveryState.Queued;

    /// <summary>Site clock; not before this instant: P3 and P4 wait for the morning.</summary>
    public DateTimeOffset DueAt { get; set; }

    /// <summary>System clock; not before this instant: the pause between tries; while one is made, when it must have ended.</summary>
    public DateTimeOffset NotBefore { get; set; }

    public int Attempts { get; set; }

    /// <summary>Of the last failure; empty if there was none.</summary>
    public string Code { get; set; } = "";

    /// <summary>The receiver's words of it.</summary>
    public string Detail { get; set; } = "";

    /// <summary>The message that carried it, given before the first try; several deliveries share one when they were merged.</summary>
    public Guid? MessageId { get; set; }

    /// <summary>How many deliveries that message carried; 0 until it has one.</summary>
    public int Merged { get; set; }

    public DateTimeOffset CreatedAt { get; set; }

    /// <summary>Site clock, when the receiver confirmed it.</summary>
    public DateTimeOffset? SentAt { get; set; }

    /// <summary>In-app only: when the person saw it.</summary>
    public DateTimeOffset? ReadAt { get; set; }

    public static string TargetOf(UserId user) => $"u{user}";

    public static string TargetOfReporter(int reporter) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"r{reporter}");

    public static string TargetOfChannel(int channel) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"c{channel}");
}
