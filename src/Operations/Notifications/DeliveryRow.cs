using Facilities.Domain;
using Facilities.Domain.Faults;
using Facilities.Operations.Templates;
using Facilities.Storage.Relational.Notifications;

namespace Facilities.Operations.Notifications;

/// <summary>One notice to one person or group, and what became of it.</summary>
/// <param name="Id">Number.</param>
/// <param name="Fault">What it is about; null: a community.</param>
/// <param name="Number">Number of the fault for people.</param>
/// <param name="Notice">Why.</param>
/// <param name="Step">Level of an escalation.</param>
/// <param name="Severity">Of the fault then.</param>
/// <param name="Community">Where.</param>
/// <param name="Person">To whom; null: a group, or who reported the fault.</param>
/// <param name="Channel">Name of the group; null: somebody else, or the channel is gone.</param>
/// <param name="Kind">By which way.</param>
/// <param name="State">What became of it.</param>
/// <param name="Attempts">Tries.</param>
/// <param name="Code">Of the last failure; empty: none.</param>
/// <param name="Detail">The receiver's words.</param>
/// <param name="Merged">How many deliveries the same message carried.</param>
/// <param name="CreatedAt">When it was planned.</param>
/// <param name="DueAt">Not sent before.</param>
/// <param name="SentAt">When the receiver confirmed it.</param>
/// <param name="ToReporter">To who reported the fault.</param>
public sealed record DeliveryRow(
    long Id, FaultId? Fault, string? Number, NoticeKind Notice, int Step, Severity Severity, LocalizedName Community, LocalizedName? Person, string? Channel, ChannelKind Kind, DeliveryState State,
    int Attempts, string Code, string Detail, int Merged, DateTimeOffset CreatedAt, DateTimeOffset DueAt, DateTimeOffset? SentAt, bool ToReporter);
