using Facilities.Domain.Faults;

namespace Facilities.Domain.Health;

/// <summary>A limit that is reached before long.</summary>
/// <param name="Severity">Of the fault that it then is.</param>
/// <param name="Days">Until it is reached.</param>
/// <param name="Point">What moves towards it.</param>
public sealed record HealthForecast(Severity Severity, double Days, string Point);
