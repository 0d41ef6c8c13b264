using Facilities.Operations.Templates;

namespace Facilities.Operations.Notifications.Links;

/// <summary>What the page behind a link shows. A link that isn't valid tells nothing of the fault.</summary>
/// <param name="State">What it is worth.</param>
/// <param name="Locale">The person's language; null when nobody is known.</param>
/// <param name="FirstLine">The message's: severity, place, what, deadline.</param>
/// <param name="Number">Of the fault.</param>
/// <param name="Person">Who acknowledges.</param>
public sealed record LinkView(LinkState State, string? Locale = null, string? FirstLine = null, string? Number = null, LocalizedName? Person = null);
