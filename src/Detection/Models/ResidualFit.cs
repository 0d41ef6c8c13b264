namespace Facilities.Detection;

/// <summary>A trained model, as it is stored: plain numbers. The order is that of the shape it was trained with. Immutable.</summary>
public sealed record ResidualFit
{
    /// <summary>Drivers that vary and are there, by their place in the shape.</summary>
    public required int[] Drivers { get; init; }

    /// <summary>Signals that are there, by their place in the shape.</summary>
    public required int[] Signals { get; init; }

    /// <summary>Mean of each driver.</summary>
    public required double[] DriverMean { get; init; }

    /// <summary>Standard deviation of each driver.</summary>
    public required double[] DriverSpread { get; init; }

    /// <summary>Lowest trained value of each driver: beyond it nothing is known.</summary>
    public required double[] DriverLow { get; init; }

    /// <summary>Highest trained value of each driver.</summary>
    public required double[] DriverHigh { get; init; }

    /// <summary>Hours of local time against UTC, for the hour of day.</summary>
    public required double UtcOffsetHours { get; init; }

    /// <summary>One array of coefficients per signal.</summary>
    public required double[][] Coefficients { get; init; }

    /// <summary>Mean of each signal, in its unit.</summary>
    public required double[] Level { get; init; }

    /// <summary>Standard deviation of each signal's smoothed residual, in its unit.</summary>
    public required double[] Spread { get; init; }

    /// <summary>Inverse of the shrunk correlation of the smoothed residuals.</summary>
    public required double[][] Precision { get; init; }

    /// <summary>Share of each signal's variance that the drivers explain in hours held out, 0 to 1.</summary>
    public required double[] Explained { get; init; }

    /// <summary>Highest score in the hours held out.</summary>
    public required double HeldOut { get; init; }

    /// <summary>Score from which it alarms, before people's marks.</summary>
    public required double Limit { get; init; }

    /// <summary>Hours trained on.</summary>
    public required int Rows { get; init; }
}
