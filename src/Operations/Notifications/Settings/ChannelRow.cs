using Facilities.Domain;
using Facilities.Domain.Faults;
using Facilities.Operations.Templates;
using Facilities.Storage.Relational.Notifications;

namespace Facilities.Operations.Notifications.Settings;

/// <summary>A channel as people see it: never its address' key nor its secret.</summary>
/// <param name="Id">Number.</param>
/// <param name="Community">Whose.</param>
/// <param name="CommunityName">Its name.</param>
/// <param name="Kind">Which way.</param>
/// <param name="Name">What people call it.</param>
/// <param name="Host">Host of the address.</param>
/// <param name="IsSigned">It has a secret.</param>
/// <param name="Locale">Language of the group.</param>
/// <param name="LeastSeverity">Milder faults aren't told there.</param>
/// <param name="IsEnabled">Messages go there.</param>
public sealed record ChannelRow(
    int Id, CommunityId Community, LocalizedName CommunityName, ChannelKind Kind, string Name, string Host, bool IsSigned, string Locale, Severity LeastSeverity, bool IsEnabled);
