namespace Facilities.Detection.Signatures;

/// <summary>One thing that must hold of a point at an instant; what isn't asked is null.</summary>
/// <param name="Point">Key of the point.</param>
/// <param name="Is">Exactly this: a flag's 0 or 1, a state's index.</param>
/// <param name="Above">At least this.</param>
/// <param name="Below">At most this.</param>
/// <param name="DropsBy">At least so much below the usual value before the window.</param>
/// <param name="BackWithin">No further than this from the usual value before the window.</param>
/// <param name="Absolute">The sign doesn't count: a car moves up or down.</param>
public sealed record SignatureTerm(string Point, double? Is = null, double? Above = null, double? Below = null, double? DropsBy = null, double? BackWithin = null, bool Absolute = false);
