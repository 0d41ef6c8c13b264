namespace Facilities.Domain.Sampling;

/// <summary>What happens to an announced sample.</summary>
public enum SampleAction
{
    Draw,
    Withdraw,
}
