namespace Facilities.Simulator.Hosting;

/// <summary>How far a running simulation is; a snapshot over all sites.</summary>
/// <param name="Backfilling">Some site still plays its past.</param>
/// <param name="BackfillShare">0 to 1; 1 when no past is left to play.</param>
/// <param name="Acknowledged">Messages the service acknowledged since the start.</param>
/// <param name="Queued">Messages waiting in the gateways.</param>
/// <param name="Dropped">Messages a full gateway had to drop (oldest first) because the service was away too long.</param>
/// <param name="ConnectedSites">Gateways with a live connection.</param>
/// <param name="Lag">How far the newest message produced lies behind the site clock.</param>
public readonly record struct SimulationProgress(
    bool Backfilling,
    double BackfillShare,
    long Acknowledged,
    long Queued,
    long Dropped,
    int ConnectedSites,
    TimeSpan Lag);
