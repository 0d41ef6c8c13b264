using Facilities.Domain.Faults;
using Facilities.Operations.Assets;
using Facilities.Operations.Templates;
using Facilities.Storage.Relational.Notifications;

namespace Facilities.Operations.Notifications.Wording;

/// <summary>What a message about a fault is made of.</summary>
/// <param name="Notice">Why it is sent.</param>
/// <param name="Fault">As it is now, with its rounds.</param>
/// <param name="Place">Where.</param>
/// <param name="What">The fault mode's name.</param>
/// <param name="Assigned">To whom it is given; null: to nobody.</param>
/// <param name="MergedInto">Number of the fault in which it goes on.</param>
/// <param name="Zone">The site's.</param>
/// <param name="Now">Site clock.</param>
/// <param name="Part">The organisation's part that the notice is about; null: it is about the fault.</param>
internal sealed record MessageFacts(
    Notice Notice, Fault Fault, AssetPlace Place, LocalizedName What, LocalizedName? Assigned, string? MergedInto, TimeZoneInfo Zone, DateTimeOffset Now,
    FaultPart? Part = null);
