namespace Facilities.Simulator.Service;

/// <summary>Answer of <c>GET /api/provision/assets/stored</c>.</summary>
internal sealed record StoredReply(long Samples);
