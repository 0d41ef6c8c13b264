namespace Facilities.Detection;

/// <summary>A profile does not fit together; <see cref="Errors"/> names every fault found.</summary>
public sealed class DetectionProfileException(string type, IReadOnlyList<string> errors)
    : Exception($"The detection profile '{type}' has {errors.Count} errors:{Environment.NewLine}{string.Join(Environment.NewLine, errors)}")
{
    public IReadOnlyList<string> Errors { get; } = errors;
}
