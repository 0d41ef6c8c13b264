using Facilities.Operations.Assets;
using Facilities.Telemetry;

namespace Facilities.Operations.Demo;

/// <summary>What an asset reports while it is worked on. Whoever hosts the simulator plays it.</summary>
/// <returns>Readings of this asset in order of time.</returns>
public delegate ReadingBatch DemoTelemetry(AssetEntry asset, DemoWork work);
