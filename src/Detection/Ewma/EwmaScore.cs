namespace Facilities.Detection;

/// <summary>What a row says, in standard deviations.</summary>
/// <param name="Departure">Largest distance of any channel from its baseline.</param>
/// <param name="Worsening">Largest distance of a channel that moved the way a fault moves it; 0 if none did.</param>
/// <param name="Lead">Channel of the worsening; of the departure if nothing worsened.</param>
internal readonly record struct EwmaScore(double Departure, double Worsening, int Lead);
