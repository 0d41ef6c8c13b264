namespace Facilities.Simulator.Service;

/// <summary>Answer of <c>POST /api/provision/assets</c>.</summary>
/// <param name="Codes">Codes of the assets, in order.</param>
internal sealed record ProvisionReply(IReadOnlyList<string> Codes);
