namespace Facilities.Domain.Complaints;

/// <summary>Judges a complaint's words: topic and place at once. Immutable, thread-safe, pure.</summary>
public sealed class ComplaintReader(PlaceMatcher places, TopicClassifier topics)
{
    /// <param name="site">What the record says of the community; null: nothing.</param>
    /// <param name="address">Its address; null: none.</param>
    /// <param name="text">Its words.</param>
    /// <param name="category">What the hotline sorted it under: counts as words; null: nothing.</param>
    public (TopicVerdict Topic, PlaceMatch Place) Read(string? site, string? address, string text, string? category = null)
    {
        var words = ComplaintText.Normalise(text);
        var topic = topics.Classify(string.IsNullOrEmpty(category) ? words : words + "|" + ComplaintText.Normalise(category));
        return (topic, places.Match(ComplaintText.Normalise(site), ComplaintText.Normalise(address), words, topic.Kind));
    }
}
