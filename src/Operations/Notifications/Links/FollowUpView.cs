using Facilities.Operations.Assets;
using Facilities.Operations.Templates;

namespace Facilities.Operations.Notifications.Links;

/// <summary>What the page behind a reporter's link shows. A link that isn't one tells nothing of the fault.</summary>
/// <param name="State">What it is worth.</param>
/// <param name="Locale">The reporter's language; null when nobody is known.</param>
/// <param name="Number">Of the fault.</param>
/// <param name="Place">What was repaired, and where.</param>
/// <param name="What">What was wrong with it.</param>
/// <param name="Stars">What was answered, 1–5; null: nothing yet.</param>
/// <param name="Solved">What was answered.</param>
public sealed record FollowUpView(
    LinkState State, string? Locale = null, string? Number = null, AssetPlace? Place = null, LocalizedName? What = null, int? Stars = null, bool? Solved = null);
