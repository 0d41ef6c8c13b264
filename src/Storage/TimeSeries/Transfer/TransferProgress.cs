namespace Facilities.Storage.TimeSeries.Transfer;

/// <summary>How far a transfer is, for whoever waits for it.</summary>
/// <param name="Sources">Sources done.</param>
/// <param name="Samples">Samples done.</param>
/// <param name="Lines">Lines read, for an import.</param>
public readonly record struct TransferProgress(int Sources, long Samples, long Lines);
