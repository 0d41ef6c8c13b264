namespace Facilities.Simulator.Complaints;

/// <summary>A record as the hotline exports it, with what is true of it.</summary>
/// <param name="Number">Of the record.</param>
/// <param name="At">When it came, local time.</param>
/// <param name="Address">What was noted as address; may be empty or wrong.</param>
/// <param name="Text">What was said.</param>
/// <param name="Topic">True topic.</param>
/// <param name="Sub">True sub-topic.</param>
/// <param name="Site">True community.</param>
/// <param name="Building">True building; null: none in particular.</param>
/// <param name="Asset">True equipment; null: none.</param>
/// <param name="ToldSite">The words name the community in some way that the directory has.</param>
/// <param name="ToldAsset">Community, and whatever tells its equipment from the others there, are in the words.</param>
/// <param name="HeldOut">In words that tuning never sees.</param>
internal sealed record WrittenComplaint(
    string Number, DateTime At, string Address, string Text, string Topic, string Sub, int Site, int? Building, int? Asset, bool ToldSite, bool ToldAsset, bool HeldOut);
