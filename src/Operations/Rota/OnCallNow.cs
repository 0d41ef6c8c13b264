using Facilities.Operations.Templates;

namespace Facilities.Operations.Rota;

/// <summary>Who answers for the communities in somebody's scope at this moment.</summary>
/// <param name="First">On shift, each once.</param>
/// <param name="Second">Behind them, each once.</param>
/// <param name="Unmanned">Communities with nobody on the first level.</param>
/// <param name="Asked">Communities that were looked at.</param>
public sealed record OnCallNow(IReadOnlyList<LocalizedName> First, IReadOnlyList<LocalizedName> Second, IReadOnlyList<LocalizedName> Unmanned, int Asked);
